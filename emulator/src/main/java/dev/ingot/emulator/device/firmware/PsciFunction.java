package dev.ingot.emulator.device.firmware;

import java.util.Optional;

/**
 * The functions of the Power State Coordination Interface that the machine's firmware implements.
 *
 * <p>Source: Arm DEN 0022, "Power State Coordination Interface", chapter 5; the bit that says "64
 * bit arguments" is from Arm DEN 0028, "SMC Calling Convention", table 2-1.
 */
enum PsciFunction {
  PSCI_VERSION(0x8400_0000, Arguments.BITS_32),
  CPU_SUSPEND(0x8400_0001, Arguments.BITS_32_OR_64),
  CPU_OFF(0x8400_0002, Arguments.BITS_32),
  CPU_ON(0x8400_0003, Arguments.BITS_32_OR_64),
  AFFINITY_INFO(0x8400_0004, Arguments.BITS_32_OR_64),
  MIGRATE_INFO_TYPE(0x8400_0006, Arguments.BITS_32),
  SYSTEM_OFF(0x8400_0008, Arguments.BITS_32),
  SYSTEM_RESET(0x8400_0009, Arguments.BITS_32),
  PSCI_FEATURES(0x8400_000a, Arguments.BITS_32);

  private static final int SMC64 = 1 << 30;

  /** Which calling conventions a function has. */
  private enum Arguments {
    BITS_32,
    BITS_32_OR_64
  }

  private final int id;
  private final Arguments arguments;

  PsciFunction(int id, Arguments arguments) {
    this.id = id;
    this.arguments = arguments;
  }

  /** The function with this id (the low 32 bits of x0). */
  static Optional<PsciFunction> of(int id) {
    for (PsciFunction function : values()) {
      boolean wide = function.arguments == Arguments.BITS_32_OR_64 && id == (function.id | SMC64);
      if (id == function.id || wide) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** Whether an id asks for 64-bit arguments. */
  static boolean hasWideArguments(int id) {
    return (id & SMC64) != 0;
  }

  /** The id of the 32-bit form. */
  int id() {
    return id;
  }

  /** The id of the form that an AArch64 caller uses: the 64-bit one where there is one. */
  int idForAarch64() {
    return arguments == Arguments.BITS_32_OR_64 ? id | SMC64 : id;
  }
}
