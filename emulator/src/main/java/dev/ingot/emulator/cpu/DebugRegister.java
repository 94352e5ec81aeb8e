package dev.ingot.emulator.cpu;

import java.util.Arrays;
import java.util.List;

/** The system registers that a debugger shows (Arm ARM D24.2), 64 bits each. */
public enum DebugRegister {
  SP_EL0(SystemRegister.SP_EL0),
  SP_EL1(HypervisorRegisters.SP_EL1),
  ELR_EL1(SystemRegister.ELR_EL1),
  SPSR_EL1(SystemRegister.SPSR_EL1),
  ESR_EL1(SystemRegister.ESR_EL1),
  FAR_EL1(SystemRegister.FAR_EL1),
  VBAR_EL1(SystemRegister.VBAR_EL1),
  SCTLR_EL1(SystemRegister.SCTLR_EL1),
  CPACR_EL1(SystemRegister.CPACR_EL1),
  TCR_EL1(SystemRegister.TCR_EL1),
  TTBR0_EL1(SystemRegister.TTBR0_EL1),
  TTBR1_EL1(SystemRegister.TTBR1_EL1),
  MAIR_EL1(SystemRegister.MAIR_EL1),
  PAR_EL1(SystemRegister.PAR_EL1),
  CONTEXTIDR_EL1(SystemRegister.CONTEXTIDR_EL1),
  TPIDR_EL0(SystemRegister.TPIDR_EL0),
  TPIDRRO_EL0(SystemRegister.TPIDRRO_EL0),
  TPIDR_EL1(SystemRegister.TPIDR_EL1),
  MIDR_EL1(SystemRegister.MIDR_EL1),
  MPIDR_EL1(SystemRegister.MPIDR_EL1),
  SP_EL2(0),
  ELR_EL2(HypervisorRegisters.ELR_EL2),
  SPSR_EL2(HypervisorRegisters.SPSR_EL2),
  ESR_EL2(HypervisorRegisters.ESR_EL2),
  FAR_EL2(HypervisorRegisters.FAR_EL2),
  VBAR_EL2(HypervisorRegisters.VBAR_EL2),
  HCR_EL2(HypervisorRegisters.HCR_EL2),
  SCTLR_EL2(HypervisorRegisters.SCTLR_EL2),
  TCR_EL2(HypervisorRegisters.TCR_EL2),
  TTBR0_EL2(HypervisorRegisters.TTBR0_EL2);

  private final int encoding;

  DebugRegister(int encoding) {
    this.encoding = encoding;
  }

  /** Those of a CPU: without EL2, none of its registers. */
  public static List<DebugRegister> of(Cpu cpu) {
    boolean hypervisor = cpu.environment().hypervisor();
    return Arrays.stream(values()).filter(r -> hypervisor || !r.isOfEl2()).toList();
  }

  private boolean isOfEl2() {
    return name().endsWith("_EL2");
  }

  /** The value on a CPU that stands still, whatever its exception level could see. */
  public long read(Cpu cpu) {
    return switch (this) {
      case SP_EL0 -> cpu.stackPointer(0);
      case SP_EL1 -> cpu.stackPointer(1);
      case SP_EL2 -> cpu.stackPointer(2);
      default -> isOfEl2() ? cpu.hypervisor.read(encoding) : cpu.systemRegisters().value(encoding);
    };
  }

  /**
   * Writes the register of a CPU that stands still.
   *
   * @return whether it can be written
   */
  public boolean write(Cpu cpu, long value) {
    switch (this) {
      case SP_EL0 -> cpu.stackPointer(0, value);
      case SP_EL1 -> cpu.stackPointer(1, value);
      case SP_EL2 -> cpu.stackPointer(2, value);
      case MIDR_EL1, MPIDR_EL1, TPIDRRO_EL0 -> {
        return false;
      }
      default -> {
        if (isOfEl2()) {
          cpu.hypervisor.write(encoding, value);
        } else {
          cpu.systemRegisters().value(encoding, value);
        }
      }
    }
    return true;
  }
}
