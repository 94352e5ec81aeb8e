package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.Instruction.Load;
import dev.ingot.emulator.translator.Instruction.LoadPair;
import dev.ingot.emulator.translator.Instruction.NoOperation;
import dev.ingot.emulator.translator.Instruction.Store;
import dev.ingot.emulator.translator.Instruction.StorePair;
import dev.ingot.emulator.translator.Instruction.Untranslated;
import dev.ingot.emulator.translator.Instruction.VectorAccess;
import dev.ingot.emulator.translator.Instruction.VectorPair;

/** Decodes loads and stores (Arm ARM C4.1.94). Exclusives and atomics stay with the interpreter. */
final class MemoryDecoder {
  private static final Untranslated UNTRANSLATED = new Untranslated();
  private static final int POST_INDEX = 1;
  private static final int PRE_INDEX = 3;
  private static final int UNPRIVILEGED = 2;
  private static final int DOUBLEWORD = 3;
  private static final int QUADWORD = 4;

  private MemoryDecoder() {}

  /** Decodes the word at {@code index} of its page. */
  static Instruction decode(int word, int index) {
    boolean vector = (word >>> 26 & 1) != 0;
    if ((word & 0x3a00_0000) == 0x2800_0000) {
      return vector ? vectorPair(word) : pair(word);
    }
    if ((word & 0x3a00_0000) == 0x3800_0000) {
      return vector ? vector(word) : single(word);
    }
    if ((word & 0x3b00_0000) == 0x1800_0000 && !vector) {
      return literal(word, index);
    }
    if ((word & 0x3fbf_fc00) == 0x089f_fc00) {
      return ordered(word);
    }
    return UNTRANSLATED;
  }

  private static Instruction ordered(int word) {
    Address address = new Address.Offset(word >>> 5 & 31, 0);
    int sizeLog2 = word >>> 30;
    return (word >>> 22 & 1) != 0
        ? new Load(Registers.target(word & 31), address, sizeLog2, false, true)
        : new Store(Registers.source(word & 31), address, sizeLog2);
  }

  private static Instruction literal(int word, int index) {
    long offset = InstructionDecoder.signed(word, 5, 19) << 2;
    Address address = new Address.PageOffset(offset + (long) index * Integer.BYTES);
    int d = Registers.target(word & 31);
    return switch (word >>> 30) {
      case 0 -> new Load(d, address, 2, false, true);
      case 1 -> new Load(d, address, DOUBLEWORD, false, true);
      case 2 -> new Load(d, address, 2, true, true);
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
        ? new Store(Registers.source(word & 31), address, sizeLog2)
        : new Load(Registers.target(word & 31), address, sizeLog2, operation >= 2, operation != 3);
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
