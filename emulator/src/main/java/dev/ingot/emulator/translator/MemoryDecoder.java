package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.translator.ControlTransfer.Untranslated;
import dev.ingot.emulator.translator.Instruction.NoOperation;
import dev.ingot.emulator.translator.MemoryInstruction.Atomic;
import dev.ingot.emulator.translator.MemoryInstruction.AtomicOperator;
import dev.ingot.emulator.translator.MemoryInstruction.CompareAndSwap;
import dev.ingot.emulator.translator.MemoryInstruction.ElementAccess;
import dev.ingot.emulator.translator.MemoryInstruction.Load;
import dev.ingot.emulator.translator.MemoryInstruction.LoadPair;
import dev.ingot.emulator.translator.MemoryInstruction.Store;
import dev.ingot.emulator.translator.MemoryInstruction.StorePair;
import dev.ingot.emulator.translator.MemoryInstruction.VectorAccess;
import dev.ingot.emulator.translator.MemoryInstruction.VectorList;
import dev.ingot.emulator.translator.MemoryInstruction.VectorPair;

/** Decodes loads and stores (Arm ARM C4.1.94). Exclusives stay with the interpreter. */
final class MemoryDecoder {
  private static final Untranslated UNTRANSLATED = new Untranslated();
  private static final int POST_INDEX = 1;
  private static final int PRE_INDEX = 3;
  private static final int UNPRIVILEGED = 2;
  private static final int DOUBLEWORD = 3;
  private static final int QUADWORD = 4;

  private final InstructionTable table;

  MemoryDecoder(InstructionTable table) {
    this.table = table;
  }

  /** Decodes the word at virtual address {@code va}. */
  Instruction decode(int word, long va) {
    boolean vector = (word >>> 26 & 1) != 0;
    if ((word & 0x3a00_0000) == 0x2800_0000) {
      return vector ? vectorPair(word) : pair(word);
    }
    if ((word & 0x3f20_0c00) == 0x3820_0000 && !vector) {
      return table.find(word) == null ? UNTRANSLATED : atomic(word);
    }
    if ((word & 0x3a00_0000) == 0x3800_0000) {
      return vector ? vector(word) : single(word);
    }
    if ((word & 0x3b00_0000) == 0x1800_0000 && !vector) {
      return literal(word, va);
    }
    if ((word & 0x3fbf_fc00) == 0x089f_fc00) {
      return ordered(word);
    }
    if ((word & 0x3fa0_7c00) == 0x08a0_7c00 && table.find(word) != null) {
      Address address = new Address.Offset(word >>> 5 & 31, 0);
      int expected = word >>> 16 & 31;
      return new CompareAndSwap(
          Registers.target(expected), Registers.source(word & 31), address, word >>> 30);
    }
    return switch (word & 0xbf20_0000) {
      case 0x0c00_0000 -> structures(word);
      case 0x0d00_0000 -> element(word);
      default -> UNTRANSLATED;
    };
  }

  private static Instruction atomic(int word) {
    AtomicOperator operator =
        switch (word >>> 12 & 15) {
          case 0b0000 -> AtomicOperator.ADD;
          case 0b0001 -> AtomicOperator.CLEAR;
          case 0b0010 -> AtomicOperator.EXCLUSIVE_OR;
          case 0b0011 -> AtomicOperator.SET;
          case 0b1000 -> AtomicOperator.SWAP;
          default -> null;
        };
    if (operator == null) {
      return UNTRANSLATED;
    }
    Address address = new Address.Offset(word >>> 5 & 31, 0);
    int source = Registers.source(word >>> 16 & 31);
    return new Atomic(Registers.target(word & 31), source, operator, address, word >>> 30);
  }

  /** LD1 and ST1 of one to four whole registers; the elements of the others are interleaved. */
  private static Instruction structures(int word) {
    int registers =
        switch (word >>> 12 & 15) {
          case 0b0111 -> 1;
          case 0b1010 -> 2;
          case 0b0110 -> 3;
          case 0b0010 -> 4;
          default -> 0;
        };
    int sizeLog2 = (word >>> 30 & 1) != 0 ? QUADWORD : DOUBLEWORD;
    Address address = structureAddress(word, (long) registers << sizeLog2);
    if (registers == 0 || address == null) {
      return UNTRANSLATED;
    }
    return new VectorList(word & 31, registers, address, sizeLog2, (word >>> 22 & 1) != 0);
  }

  /** Null if a register says how far to move on, or the word is unallocated. */
  private static Address structureAddress(int word, long bytes) {
    int base = word >>> 5 & 31;
    int m = word >>> 16 & 31;
    if ((word >>> 23 & 1) == 0) {
      return m == 0 ? new Address.Offset(base, 0) : null;
    }
    return m == 31 ? new Address.WriteBack(base, 0, bytes) : null;
  }

  /** LD1 and ST1 of one element: Q:S:size is its index, less the bits that are its size. */
  private Instruction element(int word) {
    int opcode = word >>> 13 & 7;
    boolean doubleword = opcode == 0b100 && (word >>> 10 & 3) == 1;
    int elementLog2 = doubleword ? DOUBLEWORD : opcode >>> 1;
    Address address = structureAddress(word, 1L << elementLog2);
    if ((opcode & 1) != 0 || opcode > 0b100 || address == null || table.find(word) == null) {
      return UNTRANSLATED;
    }
    int index = (word >>> 27 & 8 | word >>> 10 & 7) >>> elementLog2;
    return new ElementAccess(word & 31, address, elementLog2, index, (word >>> 22 & 1) != 0);
  }

  private static Instruction ordered(int word) {
    Address address = new Address.Offset(word >>> 5 & 31, 0);
    int sizeLog2 = word >>> 30;
    return (word >>> 22 & 1) != 0
        ? new Load(Registers.target(word & 31), address, sizeLog2, false, true, true)
        : new Store(Registers.source(word & 31), address, sizeLog2, true);
  }

  private static Instruction literal(int word, long va) {
    long offset = InstructionDecoder.signed(word, 5, 19) << 2;
    Address address = new Address.Absolute(va + offset);
    int d = Registers.target(word & 31);
    return switch (word >>> 30) {
      case 0 -> new Load(d, address, 2, false, true, false);
      case 1 -> new Load(d, address, DOUBLEWORD, false, true, false);
      case 2 -> new Load(d, address, 2, true, true, false);
      default -> new NoOperation();
    };
  }

  /** The address of a load or store of one register, or null if the interpreter has to look. */
  private static Address address(int word, int sizeLog2) {
    int base = word >>> 5 & 31;
    if ((word >>> 24 & 1) != 0) {
      return new Address.Offset(base, (long) (word >>> 10 & 0xfff) << sizeLog2);
    }
    int mode = word >>> 10 & 3;
    if ((word >>> 21 & 1) != 0) {
      int option = word >>> 13 & 7;
      if (mode != 2 || (option & 2) == 0) {
        return null;
      }
      int shift = (word >>> 12 & 1) != 0 ? sizeLog2 : 0;
      int index = Registers.source(word >>> 16 & 31);
      return new Address.Indexed(base, new Operand.Extended(index, option, shift));
    }
    long offset = InstructionDecoder.signed(word, 12, 9);
    return switch (mode) {
      case UNPRIVILEGED -> null;
      case POST_INDEX -> new Address.WriteBack(base, 0, offset);
      case PRE_INDEX -> new Address.WriteBack(base, offset, offset);
      default -> new Address.Offset(base, offset);
    };
  }

  private static Instruction single(int word) {
    int sizeLog2 = word >>> 30;
    int operation = word >>> 22 & 3;
    Address address = address(word, sizeLog2);
    boolean writeBack = address instanceof Address.WriteBack;
    if (address == null || writeBack && (word & 31) == (word >>> 5 & 31)) {
      return UNTRANSLATED;
    }
    if (operation == 2 && sizeLog2 == DOUBLEWORD) {
      return writeBack ? UNTRANSLATED : new NoOperation(); // PRFM
    }
    if (operation == 3 && sizeLog2 >= 2) {
      return UNTRANSLATED;
    }
    return operation == 0
        ? new Store(Registers.source(word & 31), address, sizeLog2, false)
        : new Load(
            Registers.target(word & 31), address, sizeLog2, operation >= 2, operation != 3, false);
  }

  private static Instruction vector(int word) {
    int operation = word >>> 22 & 3;
    int sizeLog2 = word >>> 30 | operation << 1 & QUADWORD;
    Address address = address(word, sizeLog2);
    if (address == null || sizeLog2 < 2 || sizeLog2 > QUADWORD) {
      return UNTRANSLATED;
    }
    return new VectorAccess(word & 31, address, sizeLog2, (operation & 1) != 0);
  }

  private static Address pairAddress(int word, int sizeLog2) {
    int base = word >>> 5 & 31;
    long offset = InstructionDecoder.signed(word, 15, 7) << sizeLog2;
    return switch (word >>> 23 & 3) {
      case POST_INDEX -> new Address.WriteBack(base, 0, offset);
      case PRE_INDEX -> new Address.WriteBack(base, offset, offset);
      default -> new Address.Offset(base, offset);
    };
  }

  private static Instruction pair(int word) {
    int form = word >>> 30;
    boolean load = (word >>> 22 & 1) != 0;
    boolean nonTemporal = (word >>> 23 & 3) == 0;
    boolean signed = form == 1;
    if (form == 3 || signed && (!load || nonTemporal)) {
      return UNTRANSLATED;
    }
    boolean is64 = form == 2;
    Address address = pairAddress(word, is64 ? DOUBLEWORD : 2);
    int first = word & 31;
    int second = word >>> 10 & 31;
    int base = word >>> 5 & 31;
    if (address instanceof Address.WriteBack && (first == base || second == base)
        || load && first == second) {
      return UNTRANSLATED;
    }
    return load
        ? new LoadPair(Registers.target(first), Registers.target(second), address, is64, signed)
        : new StorePair(Registers.source(first), Registers.source(second), address, is64);
  }

  private static Instruction vectorPair(int word) {
    int sizeLog2 = (word >>> 30) + 2;
    boolean load = (word >>> 22 & 1) != 0;
    if (sizeLog2 < DOUBLEWORD || sizeLog2 > QUADWORD || load && (word & 31) == (word >>> 10 & 31)) {
      return UNTRANSLATED;
    }
    return new VectorPair(word & 31, word >>> 10 & 31, pairAddress(word, sizeLog2), sizeLog2, load);
  }
}
