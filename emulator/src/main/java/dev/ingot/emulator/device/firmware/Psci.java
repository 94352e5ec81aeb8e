package dev.ingot.emulator.device.firmware;

import dev.ingot.emulator.device.MachineControl;
import java.util.Optional;

/**
 * The Power State Coordination Interface, version 1.1, as the board's firmware: what {@code HVC #0}
 * and {@code SMC #0} do when no EL2 and EL3 exist.
 *
 * <p>Source: Arm DEN 0022, chapter 5.
 */
public final class Psci {
  /** Version 1.1: major in the upper half. */
  private static final long VERSION = 0x1_0001;

  private static final long SUCCESS = 0;
  private static final long NOT_SUPPORTED = -1;
  private static final long INVALID_PARAMETERS = -2;
  private static final long ALREADY_ON = -4;

  private static final long AFFINITY_ON = 0;
  private static final long AFFINITY_OFF = 1;

  /** MIGRATE_INFO_TYPE: there is no trusted OS, or it needs no migration. */
  private static final long TRUSTED_OS_NOT_PRESENT = 2;

  /** CPU_SUSPEND power_state: all bits above StateID; StateType (bit 16) asks for a power down. */
  private static final long SUSPEND_UNSUPPORTED = 0xffff_0000L;

  private static final long LOW_WORD = 0xffff_ffffL;

  private final MachineControl machine;
  private final CpuPower cpus;

  public Psci(MachineControl machine, CpuPower cpus) {
    this.machine = machine;
    this.cpus = cpus;
  }

  /**
   * Serves a call: function id in w0, arguments in x1 to x3, the result goes to x0. An unknown
   * function gives NOT_SUPPORTED.
   *
   * @param cpu the CPU that calls
   */
  public void call(int cpu) {
    int id = (int) machine.register(0);
    Optional<PsciFunction> function = PsciFunction.of(id);
    if (function.isEmpty()) {
      machine.register(0, NOT_SUPPORTED);
      return;
    }
    switch (function.get()) {
      case PSCI_VERSION -> machine.register(0, VERSION);
      case PSCI_FEATURES -> machine.register(0, features((int) machine.register(1)));
      case MIGRATE_INFO_TYPE -> machine.register(0, TRUSTED_OS_NOT_PRESENT);
      case AFFINITY_INFO -> machine.register(0, affinityInfo(argument(id, 1), argument(id, 2)));
      case CPU_ON -> machine.register(0, cpuOn(argument(id, 1), argument(id, 2), argument(id, 3)));
      case CPU_SUSPEND -> machine.register(0, suspend(cpu, argument(id, 1)));
      case CPU_OFF -> cpus.turnOff(cpu);
      case SYSTEM_OFF -> machine.powerOff();
      case SYSTEM_RESET -> machine.reset();
    }
  }

  private long argument(int functionId, int register) {
    long value = machine.register(register);
    return PsciFunction.hasWideArguments(functionId) ? value : value & LOW_WORD;
  }

  private static long features(int functionId) {
    return PsciFunction.of(functionId).isPresent() ? SUCCESS : NOT_SUPPORTED;
  }

  private long affinityInfo(long affinity, long lowestLevel) {
    if (!exists(affinity) || lowestLevel != 0) {
      return INVALID_PARAMETERS;
    }
    return cpus.isOn((int) affinity) ? AFFINITY_ON : AFFINITY_OFF;
  }

  private long cpuOn(long affinity, long entry, long context) {
    if (!exists(affinity)) {
      return INVALID_PARAMETERS;
    }
    int target = (int) affinity;
    if (cpus.isOn(target)) {
      return ALREADY_ON;
    }
    cpus.turnOn(target, entry, context);
    return SUCCESS;
  }

  /** Only standby is supported; a request to power down is refused. */
  private long suspend(int cpu, long powerState) {
    if ((powerState & SUSPEND_UNSUPPORTED) != 0) {
      return INVALID_PARAMETERS;
    }
    cpus.standBy(cpu);
    return SUCCESS;
  }

  private boolean exists(long affinity) {
    return affinity >= 0 && affinity < cpus.cpuCount();
  }
}
