package dev.ingot.emulator.gdb;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugRegister;
import java.util.List;

/**
 * The registers of one CPU in the order of {@link TargetDescription}, by the numbers that GDB gives
 * them. Values travel as little-endian hexadecimal.
 */
final class RegisterFile {
  static final int GENERAL_REGISTERS = 31;
  static final int SP = GENERAL_REGISTERS;
  static final int PC = SP + 1;
  static final int CPSR = PC + 1;
  static final int V0 = CPSR + 1;
  static final int VECTOR_REGISTERS = 32;
  static final int FPSR = V0 + VECTOR_REGISTERS;
  static final int FPCR = FPSR + 1;
  static final int FIRST_SYSTEM = FPCR + 1;

  private static final int DIGITS_32 = 8;
  private static final int DIGITS_64 = 16;
  private static final int DIGITS_128 = 32;

  private final Cpu cpu;
  private final List<DebugRegister> system;

  RegisterFile(Cpu cpu) {
    this.cpu = cpu;
    this.system = DebugRegister.of(cpu);
  }

  /** How many there are. */
  int count() {
    return FIRST_SYSTEM + system.size();
  }

  /** Hexadecimal digits of a register's value. */
  int digits(int number) {
    if (number >= V0 && number < FPSR) {
      return DIGITS_128;
    }
    return number == CPSR || number == FPSR || number == FPCR ? DIGITS_32 : DIGITS_64;
  }

  /** A register's value. */
  String read(int number) {
    if (number < GENERAL_REGISTERS) {
      return hex(cpu.x(number), DIGITS_64);
    }
    if (number >= V0 && number < FPSR) {
      int n = 2 * (number - V0);
      return hex(cpu.v[n], DIGITS_64) + hex(cpu.v[n + 1], DIGITS_64);
    }
    long value =
        switch (number) {
          case SP -> cpu.xsp(SP);
          case PC -> cpu.pc();
          case CPSR -> cpu.processorState();
          case FPSR -> cpu.fpsr();
          case FPCR -> cpu.fpcr();
          default -> system.get(number - FIRST_SYSTEM).read(cpu);
        };
    return hex(value, digits(number));
  }

  /**
   * Writes a register.
   *
   * @param value as many digits as {@link #digits} says
   * @return whether it can be written
   */
  boolean write(int number, String value) {
    if (number < GENERAL_REGISTERS) {
      cpu.x(number, word(value));
      return true;
    }
    if (number >= V0 && number < FPSR) {
      int n = 2 * (number - V0);
      cpu.v[n] = word(value.substring(0, DIGITS_64));
      cpu.v[n + 1] = word(value.substring(DIGITS_64));
      return true;
    }
    switch (number) {
      case SP -> cpu.xsp(SP, word(value));
      case PC -> cpu.resumeAt(word(value));
      case CPSR -> {
        return cpu.enterState(word(value));
      }
      case FPSR -> cpu.fpsr(word(value));
      case FPCR -> cpu.fpcr(word(value));
      default -> {
        return system.get(number - FIRST_SYSTEM).write(cpu, word(value));
      }
    }
    return true;
  }

  private static String hex(long value, int digits) {
    String all = "%016x".formatted(Long.reverseBytes(value));
    return all.substring(0, digits);
  }

  private static long word(String hex) {
    return Long.reverseBytes(
        Long.parseUnsignedLong(hex + "0".repeat(DIGITS_64 - hex.length()), 16));
  }
}
