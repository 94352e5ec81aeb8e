package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.BitMasks;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.translator.ControlTransfer.Branch;
import dev.ingot.emulator.translator.ControlTransfer.BranchLink;
import dev.ingot.emulator.translator.ControlTransfer.CompareBranch;
import dev.ingot.emulator.translator.ControlTransfer.ConditionalBranch;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranch;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranchLink;
import dev.ingot.emulator.translator.ControlTransfer.TestBranch;
import dev.ingot.emulator.translator.ControlTransfer.Untranslated;
import dev.ingot.emulator.translator.Instruction.Bitfield;
import dev.ingot.emulator.translator.Instruction.BitfieldInsert;
import dev.ingot.emulator.translator.Instruction.Extract;
import dev.ingot.emulator.translator.Instruction.Logical;
import dev.ingot.emulator.translator.Instruction.LogicalOperation;
import dev.ingot.emulator.translator.Instruction.MoveImmediate;
import dev.ingot.emulator.translator.Instruction.MoveKeep;
import dev.ingot.emulator.translator.Instruction.NoOperation;
import dev.ingot.emulator.translator.MemoryInstruction.ZeroBlock;

/**
 * Decodes instruction words (Arm ARM C4.1). What is unallocated, constrained unpredictable or rare
 * is left to the interpreter.
 */
final class InstructionDecoder {
  private static final long MASK_32 = 0xffff_ffffL;
  private static final long PAGE_BYTES = 4096;
  private static final Untranslated UNTRANSLATED = new Untranslated();

  private final RegisterDecoder registerForms;
  private final MemoryDecoder memoryForms;

  /**
   * @param fastFloat see {@link BytecodeTranslator}
   */
  InstructionDecoder(InstructionTable table, boolean fastFloat) {
    this.registerForms = new RegisterDecoder(table, fastFloat);
    this.memoryForms = new MemoryDecoder(table);
  }

  /** Decodes the word at virtual address {@code va}. */
  Instruction decode(int word, long va) {
    return switch (word >>> 25 & 0xf) {
      case 0b1000, 0b1001 -> immediate(word, va);
      case 0b1010, 0b1011 -> branch(word, va);
      case 0b0101, 0b1101 -> registerForms.decode(word);
      case 0b0111, 0b1111 -> registerForms.floatingPoint(word);
      case 0b0100, 0b0110, 0b1100, 0b1110 -> memoryForms.decode(word, va);
      default -> UNTRANSLATED;
    };
  }

  static long signed(int word, int low, int bits) {
    return (long) (word << 32 - low - bits >> 32 - bits);
  }

  // ---- data processing, immediate (C4.1.92) ----

  private static Instruction immediate(int word, long va) {
    boolean is64 = word < 0;
    int d = Registers.target(word & 31);
    return switch (word >>> 23 & 7) {
      case 0b000, 0b001 -> {
        long offset = signed(word, 5, 19) << 2 | word >>> 29 & 3;
        yield new MoveImmediate(d, is64 ? (va & -PAGE_BYTES) + offset * PAGE_BYTES : va + offset);
      }
      case 0b010 -> addSubtract(word, is64);
      case 0b100 -> logical(word, is64);
      case 0b101 -> moveWide(word, d, is64);
      case 0b110 -> bitfield(word, d, is64);
      case 0b111 -> extract(word, d, is64);
      default -> UNTRANSLATED;
    };
  }

  private static Instruction addSubtract(int word, boolean is64) {
    boolean flags = (word >>> 29 & 1) != 0;
    long immediate = word >>> 10 & 0xfff;
    long value = (word >>> 22 & 1) != 0 ? immediate << 12 : immediate;
    return new Instruction.AddSubtract(
        flags ? Registers.target(word & 31) : word & 31,
        word >>> 5 & 31,
        new Operand.Immediate(value),
        (word >>> 30 & 1) != 0,
        flags,
        is64);
  }

  private static Instruction logical(int word, boolean is64) {
    long mask = BitMasks.immediate(word);
    if (mask == BitMasks.INVALID) {
      return UNTRANSLATED;
    }
    int operation = word >>> 29 & 3;
    boolean flags = operation == 3;
    return new Logical(
        flags ? Registers.target(word & 31) : word & 31,
        Registers.source(word >>> 5 & 31),
        new Operand.Immediate(mask),
        logicalOperation(operation),
        false,
        flags,
        is64);
  }

  static LogicalOperation logicalOperation(int code) {
    return switch (code) {
      case 1 -> LogicalOperation.ORR;
      case 2 -> LogicalOperation.EOR;
      default -> LogicalOperation.AND;
    };
  }

  private static Instruction moveWide(int word, int d, boolean is64) {
    int shift = (word >>> 21 & 3) << 4;
    if (!is64 && shift >= 32) {
      return UNTRANSLATED;
    }
    long immediate = (word >>> 5 & 0xffffL) << shift;
    long width = is64 ? -1 : MASK_32;
    return switch (word >>> 29 & 3) {
      case 0b00 -> new MoveImmediate(d, ~immediate & width);
      case 0b10 -> new MoveImmediate(d, immediate);
      case 0b11 -> new MoveKeep(d, ~(0xffffL << shift) & width, immediate);
      default -> UNTRANSLATED;
    };
  }

  private static Instruction bitfield(int word, int d, boolean is64) {
    int immr = word >>> 16 & 0x3f;
    int imms = word >>> 10 & 0x3f;
    boolean n = (word >>> 22 & 1) != 0;
    if (n != is64 || !is64 && (immr | imms) >= 32) {
      return UNTRANSLATED;
    }
    boolean extracts = imms >= immr;
    int from = extracts ? immr : 0;
    int to = extracts ? 0 : (is64 ? 64 : 32) - immr;
    int width = extracts ? imms - immr + 1 : imms + 1;
    int source = Registers.source(word >>> 5 & 31);
    return switch (word >>> 29 & 3) {
      case 0b00 -> new Bitfield(d, source, from, to, width, true, is64);
      case 0b01 -> new BitfieldInsert(d, source, from, to, width, is64);
      case 0b10 -> new Bitfield(d, source, from, to, width, false, is64);
      default -> UNTRANSLATED;
    };
  }

  private static Instruction extract(int word, int d, boolean is64) {
    int low = word >>> 10 & 0x3f;
    boolean n = (word >>> 22 & 1) != 0;
    if ((word & 0x6020_0000) != 0 || n != is64 || !is64 && low >= 32) {
      return UNTRANSLATED;
    }
    return new Extract(
        d, Registers.source(word >>> 5 & 31), Registers.source(word >>> 16 & 31), low, is64);
  }

  // ---- branches (C4.1.93) ----

  private static Instruction branch(int word, long va) {
    boolean is64 = word < 0;
    int n = Registers.source(word & 31);
    boolean ifZero = (word >>> 24 & 1) == 0;
    return switch (word >>> 26 & 0x1f) {
      case 0b00101 -> {
        long target = va + (signed(word, 0, 26) << 2);
        yield is64 ? new BranchLink(target, va + Integer.BYTES) : new Branch(target);
      }
      case 0b01101 -> {
        if ((word >>> 25 & 1) == 0) {
          yield new CompareBranch(n, ifZero, is64, va + (signed(word, 5, 19) << 2));
        }
        int bit = word >>> 19 & 0x1f | (is64 ? 32 : 0);
        yield new TestBranch(n, bit, ifZero, va + (signed(word, 5, 14) << 2));
      }
      case 0b10101 -> conditionalOrRegister(word, va);
      default -> UNTRANSLATED;
    };
  }

  private static Instruction conditionalOrRegister(int word, long va) {
    if ((word & 0xff00_0010) == 0x5400_0000) {
      return new ConditionalBranch(Condition.of(word), va + (signed(word, 5, 19) << 2));
    }
    int n = Registers.source(word >>> 5 & 31);
    return switch (word & 0xffff_fc1f) {
      case 0xd61f_0000, 0xd65f_0000 -> new RegisterBranch(n);
      case 0xd63f_0000 -> new RegisterBranchLink(n, va + Integer.BYTES);
      default -> system(word);
    };
  }

  /** Memory is accessed in program order, so that data barriers have nothing to do. */
  private static Instruction system(int word) {
    boolean barrier = (word & 0xffff_f0df) == 0xd503_309f; // DSB, DMB
    if (barrier || word == 0xd503_201f) {
      return new NoOperation();
    }
    return (word & 0xffff_ffe0) == 0xd50b_7420
        ? new ZeroBlock(Registers.source(word & 31))
        : UNTRANSLATED;
  }
}
