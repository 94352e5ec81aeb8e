package dev.ingot.emulator.cpu;

import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.SystemRegisterDevice;
import java.util.List;

/**
 * What surrounds a CPU.
 *
 * @param index number of the CPU, 0 for the first
 * @param domain the CPUs that hear this one's broadcasts
 * @param registerDevices devices that own system registers
 * @param interrupts what ISR_EL1 shows
 * @param hypervisorCall answers HVC, or says that nobody does
 * @param secureMonitorCall answers SMC
 * @param semihosting answers HLT #0xf000
 * @param unknownIsUndefined whether a word that the machine does not know raises an exception, as
 *     on hardware that lacks it, instead of stopping the run
 * @param hypervisor whether the CPU has EL2, where it then starts
 */
public record CpuEnvironment(
    int index,
    ShareableDomain domain,
    List<SystemRegisterDevice> registerDevices,
    InterruptController interrupts,
    ExternalCall hypervisorCall,
    ExternalCall secureMonitorCall,
    ExternalCall semihosting,
    boolean unknownIsUndefined,
    boolean hypervisor) {

  /** Something outside the CPU that an instruction calls. */
  @FunctionalInterface
  public interface ExternalCall {
    /**
     * Handles the call; arguments and results are in the CPU's registers.
     *
     * @param immediate the instruction's 16-bit immediate
     * @return whether the call is known; if not, the instruction is UNDEFINED
     */
    boolean handle(int immediate);
  }

  /** A CPU alone with its memory, for tests of single instructions. */
  public static CpuEnvironment alone() {
    ExternalCall nobody = immediate -> false;
    return new CpuEnvironment(
        0,
        new ShareableDomain(),
        List.of(),
        new NoInterrupts(),
        nobody,
        nobody,
        nobody,
        false,
        false);
  }

  /** The same surroundings, where a word that the machine does not know is UNDEFINED. */
  public CpuEnvironment withUnknownUndefined() {
    return new CpuEnvironment(
        index,
        domain,
        registerDevices,
        interrupts,
        hypervisorCall,
        secureMonitorCall,
        semihosting,
        true,
        hypervisor);
  }

  private static final class NoInterrupts implements InterruptController {
    @Override
    public void setLevel(int intId, int cpu, boolean high) {}

    @Override
    public boolean irqPending(int cpu) {
      return false;
    }

    @Override
    public boolean fiqPending(int cpu) {
      return false;
    }
  }
}
