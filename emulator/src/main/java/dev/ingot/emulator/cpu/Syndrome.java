package dev.ingot.emulator.cpu;

/** Values of ESR_ELx: exception classes and the bits of their ISS (Arm ARM D24.2.40). */
final class Syndrome {
  /** ESR_ELx.IL: the instruction is 32 bits long; also set where the class says so. */
  static final long INSTRUCTION_LENGTH = 1L << 25;

  static final int UNKNOWN = 0x00;
  static final int WFI_WFE_TRAP = 0x01;
  static final int SIMD_TRAP = 0x07;
  static final int ILLEGAL_STATE = 0x0e;
  static final int SVC64 = 0x15;
  static final int HVC64 = 0x16;
  static final int SYSTEM_REGISTER_TRAP = 0x18;
  static final int INSTRUCTION_ABORT_LOWER_EL = 0x20;
  static final int INSTRUCTION_ABORT_SAME_EL = 0x21;
  static final int PC_ALIGNMENT = 0x22;
  static final int DATA_ABORT_LOWER_EL = 0x24;
  static final int DATA_ABORT_SAME_EL = 0x25;
  static final int SP_ALIGNMENT = 0x26;
  static final int BRK64 = 0x3c;

  /** ISS.WnR of a data abort. */
  static final int WRITE_NOT_READ = 1 << 6;

  /** ISS.CM of a data abort: a cache maintenance or address translation instruction. */
  static final int CACHE_MAINTENANCE = 1 << 8;

  /** ISS of a SIMD trap: COND = 0b1110, CV = 1. */
  static final int CONDITION_ALWAYS = 0b1_1110 << 20;

  /** ISS.TI of a trapped WFE; clear for WFI. */
  static final int WAIT_FOR_EVENT = 1;

  private Syndrome() {}

  static long of(int exceptionClass, int iss) {
    return (long) exceptionClass << 26 | INSTRUCTION_LENGTH | iss;
  }
}
