package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.translator.ControlTransfer.Untranslated;
import dev.ingot.emulator.translator.Instruction.AddSubtract;
import dev.ingot.emulator.translator.Instruction.AddWithCarry;
import dev.ingot.emulator.translator.Instruction.BitOperation;
import dev.ingot.emulator.translator.Instruction.BitOperator;
import dev.ingot.emulator.translator.Instruction.ConditionalCompare;
import dev.ingot.emulator.translator.Instruction.Divide;
import dev.ingot.emulator.translator.Instruction.Executed;
import dev.ingot.emulator.translator.Instruction.Logical;
import dev.ingot.emulator.translator.Instruction.MultiplyAdd;
import dev.ingot.emulator.translator.Instruction.MultiplyHigh;
import dev.ingot.emulator.translator.Instruction.Select;
import dev.ingot.emulator.translator.Instruction.VariableShift;
import dev.ingot.emulator.translator.Instruction.WideMultiplyAdd;

/** Decodes data processing on registers (Arm ARM C4.1.95) and on vector registers (C4.1.96). */
final class RegisterDecoder {
  private static final Untranslated UNTRANSLATED = new Untranslated();
  private static final int ROR = 3;
  private static final int MOST_EXTENDED_SHIFT = 4;

  /** The one conversion that sets the flags (C7.2.116). */
  private static final int FJCVTZS = 0x1e7e_0000;

  private final InstructionTable table;
  private final VectorDecoder vectorForms;
  private final boolean fastFloat;

  RegisterDecoder(InstructionTable table, boolean fastFloat) {
    this.table = table;
    this.vectorForms = new VectorDecoder(table);
    this.fastFloat = fastFloat;
  }

  Instruction decode(int word) {
    boolean is64 = word < 0;
    int d = Registers.target(word & 31);
    int n = Registers.source(word >>> 5 & 31);
    int m = Registers.source(word >>> 16 & 31);
    return switch (word >>> 24 & 0x1f) {
      case 0b01010 -> logical(word, d, n, m, is64);
      case 0b01011 ->
          (word >>> 21 & 1) == 0
              ? addSubtractShifted(word, d, n, m, is64)
              : addSubtractExtended(word, m, is64);
      case 0b11010 -> conditionalOrSources(word, d, n, m, is64);
      case 0b11011 -> multiply(word, d, n, m, is64);
      default -> UNTRANSLATED;
    };
  }

  private static Instruction logical(int word, int d, int n, int m, boolean is64) {
    int amount = word >>> 10 & 0x3f;
    if (!is64 && amount >= 32) {
      return UNTRANSLATED;
    }
    int operation = word >>> 29 & 3;
    return new Logical(
        d,
        n,
        new Operand.Shifted(m, ShiftType.of(word >>> 22), amount),
        InstructionDecoder.logicalOperation(operation),
        (word >>> 21 & 1) != 0,
        operation == 3,
        is64);
  }

  private static Instruction addSubtractShifted(int word, int d, int n, int m, boolean is64) {
    int amount = word >>> 10 & 0x3f;
    if ((word >>> 22 & 3) == ROR || !is64 && amount >= 32) {
      return UNTRANSLATED;
    }
    return new AddSubtract(
        d,
        n,
        new Operand.Shifted(m, ShiftType.of(word >>> 22), amount),
        (word >>> 30 & 1) != 0,
        (word >>> 29 & 1) != 0,
        is64);
  }

  private static Instruction addSubtractExtended(int word, int m, boolean is64) {
    int shift = word >>> 10 & 7;
    if (shift > MOST_EXTENDED_SHIFT || (word >>> 22 & 3) != 0) {
      return UNTRANSLATED;
    }
    boolean flags = (word >>> 29 & 1) != 0;
    return new AddSubtract(
        flags ? Registers.target(word & 31) : word & 31,
        word >>> 5 & 31,
        new Operand.Extended(m, word >>> 13 & 7, shift),
        (word >>> 30 & 1) != 0,
        flags,
        is64);
  }

  private Instruction conditionalOrSources(int word, int d, int n, int m, boolean is64) {
    boolean flags = (word >>> 29 & 1) != 0;
    switch (word >>> 21 & 7) {
      case 0b000 -> {
        if ((word >>> 10 & 0x3f) == 0) {
          return new AddWithCarry(d, n, m, (word >>> 30 & 1) != 0, flags, is64);
        }
      }
      case 0b010 -> {
        if (flags && (word & 1 << 10) == 0 && (word & 1 << 4) == 0) {
          boolean immediate = (word >>> 11 & 1) != 0;
          return new ConditionalCompare(
              n,
              immediate ? new Operand.Immediate(word >>> 16 & 31) : Operand.Shifted.plain(m),
              (word >>> 30 & 1) != 0,
              Condition.of(word >>> 12),
              word << 28,
              is64);
        }
      }
      case 0b100 -> {
        if (!flags && (word >>> 11 & 1) == 0) {
          boolean invert = (word >>> 30 & 1) != 0;
          boolean increment = (word >>> 10 & 1) != 0;
          return new Select(d, n, m, Condition.of(word >>> 12), invert, increment, is64);
        }
      }
      case 0b110 -> {
        if (!flags) {
          return (word >>> 30 & 1) == 0
              ? twoSources(word, d, n, m, is64)
              : oneSource(word, d, n, is64);
        }
      }
      default -> {}
    }
    return executed(word, Registers.bit(d), true, false);
  }

  private Instruction twoSources(int word, int d, int n, int m, boolean is64) {
    int opcode = word >>> 10 & 0x3f;
    return switch (opcode) {
      case 0b000010, 0b000011 -> new Divide(d, n, m, (opcode & 1) != 0, is64);
      case 0b001000, 0b001001, 0b001010, 0b001011 ->
          new VariableShift(d, n, m, ShiftType.of(opcode), is64);
      default -> executed(word, Registers.bit(d), false, false);
    };
  }

  private Instruction oneSource(int word, int d, int n, boolean is64) {
    BitOperator operator =
        switch (word >>> 10 & 0x7ff) {
          case 0b000000 -> BitOperator.REVERSE_BITS;
          case 0b000010 -> is64 ? null : BitOperator.REVERSE_BYTES;
          case 0b000011 -> is64 ? BitOperator.REVERSE_BYTES : null;
          case 0b000100 -> BitOperator.COUNT_LEADING_ZEROS;
          default -> null;
        };
    return operator == null
        ? executed(word, Registers.bit(d), false, false)
        : new BitOperation(d, n, operator, is64);
  }

  private static Instruction multiply(int word, int d, int n, int m, boolean is64) {
    int a = Registers.source(word >>> 10 & 31);
    boolean subtract = (word >>> 15 & 1) != 0;
    if ((word >>> 29 & 3) != 0) {
      return UNTRANSLATED;
    }
    int operation = word >>> 21 & 7;
    boolean signed = operation < 4;
    return switch (operation) {
      case 0b000 -> new MultiplyAdd(d, n, m, a, subtract, is64);
      case 0b001, 0b101 -> is64 ? new WideMultiplyAdd(d, n, m, a, subtract, signed) : UNTRANSLATED;
      case 0b010, 0b110 ->
          is64 && !subtract && a == Registers.ZERO
              ? new MultiplyHigh(d, n, m, signed)
              : UNTRANSLATED;
      default -> UNTRANSLATED;
    };
  }

  /** What {@link FloatDecoder} and {@link VectorDecoder} leave runs through its executor. */
  Instruction floatingPoint(int word) {
    return FloatDecoder.decode(word)
        .filter(instruction -> fastFloat || !instruction.raisesFlags())
        .map(Instruction.class::cast)
        .or(() -> vectorForms.decode(word))
        .orElseGet(() -> executedVector(word));
  }

  private Instruction executedVector(int word) {
    boolean scalar = (word & 0x5f00_0000) == 0x1e00_0000;
    boolean toGeneral = scalar && ((word >>> 21 & 1) == 0 || (word >>> 10 & 0x3f) == 0);
    boolean copiesElement = (word & 0x9fe0_8400) == 0x0e00_0400;
    boolean compares = scalar && ((word & 0x400) != 0 || (word >>> 10 & 0xf) == 0b1000);
    boolean usesFlags = compares || (word & 0xffff_fc00) == FJCVTZS;
    long written = toGeneral || copiesElement ? Registers.bit(Registers.target(word & 31)) : 0;
    return executed(word, written, usesFlags, true);
  }

  private Instruction executed(int word, long written, boolean usesFlags, boolean isSimd) {
    if (table.find(word) == null) {
      return UNTRANSLATED;
    }
    long sources =
        Registers.bit(Registers.source(word >>> 5 & 31))
            | Registers.bit(Registers.source(word >>> 16 & 31));
    long d = isSimd ? 1L << (word & 31) : 0;
    return new Executed(
        word,
        sources | written,
        written,
        isSimd ? d | vectorSources(word) : 0,
        d,
        usesFlags,
        isSimd);
  }

  /** The register fields, and the table of TBL and TBX: up to four registers from Rn. */
  private static long vectorSources(int word) {
    int n = word >>> 5 & 31;
    long sources = 1L << n | 1L << (word >>> 16 & 31) | 1L << (word >>> 10 & 31);
    boolean tableLookup = (word & 0xbfe0_8c00) == 0x0e00_0000;
    for (int i = 1; tableLookup && i < 4; i++) {
      sources |= 1L << (n + i & 31);
    }
    return sources;
  }
}
