package dev.ingot.emulator.cpu;

/**
 * Recognizes instructions of {@link FastCode}. Everything it leaves alone runs through the
 * executor.
 */
final class FastDecoder {
  private static final long MASK_32 = 0xffff_ffffL;
  private static final int LSL = 0;
  private static final int UXTX = 3;

  private FastDecoder() {}

  static void decode(Op op) {
    int word = op.word;
    switch (word >>> 25 & 0xf) {
      case 0b1000, 0b1001 -> dataProcessingImmediate(op, word);
      case 0b1010, 0b1011 -> branch(op, word);
      case 0b0101, 0b1101 -> dataProcessingRegister(op, word);
      case 0b0100, 0b0110, 0b1100, 0b1110 -> loadStore(op, word);
      default -> {}
    }
  }

  private static int source(int register) {
    return register == 31 ? Cpu.ZERO : register;
  }

  private static int target(int register) {
    return register == 31 ? Cpu.SINK : register;
  }

  private static long signed(int word, int low, int bits) {
    return (long) (word << 32 - low - bits >> 32 - bits);
  }

  // ---- data processing, immediate (Arm ARM C4.1.92) ----

  private static void dataProcessingImmediate(Op op, int word) {
    boolean is64 = word < 0;
    op.d = target(op.rd);
    switch (word >>> 23 & 7) {
      case 0b000, 0b001 -> {
        long immediate = signed(word, 5, 19) << 2 | word >>> 29 & 3;
        op.code = is64 ? FastCode.PAGE_RELATIVE : FastCode.PC_RELATIVE;
        op.operand = is64 ? immediate << 12 : immediate;
      }
      case 0b010 -> addSubtractImmediate(op, word, is64);
      case 0b100 -> logicalImmediate(op, word, is64);
      case 0b101 -> moveWide(op, word, is64);
      case 0b110 -> bitfield(op, word, is64);
      default -> {}
    }
  }

  private static void addSubtractImmediate(Op op, int word, boolean is64) {
    boolean subtract = (word >>> 30 & 1) != 0;
    boolean flags = (word >>> 29 & 1) != 0;
    long immediate = word >>> 10 & 0xfff;
    op.operand = (word >>> 22 & 1) != 0 ? immediate << 12 : immediate;
    op.n = op.rn;
    if (!flags) {
      op.d = op.rd;
      op.operand = subtract ? -op.operand : op.operand;
      op.code = is64 ? FastCode.ADD_IMMEDIATE : FastCode.ADD_IMMEDIATE_32;
    } else if (subtract) {
      op.code = is64 ? FastCode.SUBS_IMMEDIATE : FastCode.SUBS_IMMEDIATE_32;
    } else {
      op.code = is64 ? FastCode.ADDS_IMMEDIATE : FastCode.ADDS_IMMEDIATE_32;
    }
  }

  private static void logicalImmediate(Op op, int word, boolean is64) {
    op.operand = BitMasks.immediate(word);
    if (op.operand == BitMasks.INVALID) {
      return;
    }
    op.n = source(op.rn);
    op.second = is64 ? -1 : MASK_32;
    int operation = word >>> 29 & 3;
    if (operation != 3) {
      op.d = op.rd;
    }
    op.code =
        switch (operation) {
          case 0 -> FastCode.AND_IMMEDIATE;
          case 1 -> FastCode.ORR_IMMEDIATE;
          case 2 -> FastCode.EOR_IMMEDIATE;
          default -> is64 ? FastCode.ANDS_IMMEDIATE : FastCode.ANDS_IMMEDIATE_32;
        };
  }

  private static void moveWide(Op op, int word, boolean is64) {
    int shift = (word >>> 21 & 3) << 4;
    if (!is64 && shift >= 32) {
      return;
    }
    long immediate = (word >>> 5 & 0xffffL) << shift;
    long width = is64 ? -1 : MASK_32;
    switch (word >>> 29 & 3) {
      case 0b00 -> {
        op.operand = ~immediate & width;
        op.code = FastCode.MOVE_IMMEDIATE;
      }
      case 0b10 -> {
        op.operand = immediate;
        op.code = FastCode.MOVE_IMMEDIATE;
      }
      case 0b11 -> {
        op.operand = immediate;
        op.second = ~(0xffffL << shift) & width;
        op.code = FastCode.MOVE_KEEP;
      }
      default -> {}
    }
  }

  private static void bitfield(Op op, int word, boolean is64) {
    int immr = word >>> 16 & 0x3f;
    int imms = word >>> 10 & 0x3f;
    boolean n = (word >>> 22 & 1) != 0;
    if (n != is64 || !is64 && (immr | imms) >= 32) {
      return;
    }
    op.n = source(op.rn);
    int operation = word >>> 29 & 3;
    if (operation == 0b10 && imms >= immr) {
      op.shift = immr;
      op.second = -1L >>> 63 - (imms - immr);
      op.code = FastCode.EXTRACT_UNSIGNED;
    } else if (operation == 0b10) {
      op.shift = (is64 ? 64 : 32) - immr;
      op.second = -1L >>> 63 - imms;
      op.code = FastCode.INSERT_UNSIGNED;
    } else if (operation == 0b00 && imms >= immr && is64) {
      op.shift = 63 - imms;
      op.t = 63 - imms + immr;
      op.code = FastCode.EXTRACT_SIGNED;
    }
  }

  // ---- data processing, register (C4.1.95) ----

  private static void dataProcessingRegister(Op op, int word) {
    boolean is64 = word < 0;
    op.d = target(op.rd);
    op.n = source(op.rn);
    op.m = source(op.rm);
    op.second = is64 ? -1 : MASK_32;
    int group = word >>> 21 & 0xff;
    if ((group & 0xf8) == 0b0101_0000) {
      logicalShifted(op, word, is64);
    } else if ((group & 0xf9) == 0b0101_1000) {
      addSubtractShifted(op, word, is64);
    } else if (group == 0b0101_1001 && is64) {
      addSubtractExtended(op, word);
    } else if (group == 0b1101_0100) {
      conditionalSelect(op, word);
    } else if (group == 0b1101_1000 && (word >>> 15 & 1) == 0 && (word >>> 29 & 3) == 0) {
      op.t = source(op.ra);
      op.code = FastCode.MULTIPLY_ADD;
    } else if (group == 0b1101_0110 && (word >>> 29 & 3) == 0 && is64) {
      switch (word >>> 10 & 0x3f) {
        case 0b001000 -> op.code = FastCode.SHIFT_LEFT;
        case 0b001001 -> op.code = FastCode.SHIFT_RIGHT;
        default -> {}
      }
    }
  }

  private static void logicalShifted(Op op, int word, boolean is64) {
    boolean invert = (word >>> 21 & 1) != 0;
    op.shift = word >>> 10 & 0x3f;
    if (invert || (word >>> 22 & 3) != LSL || !is64 && op.shift >= 32) {
      return;
    }
    op.code =
        switch (word >>> 29 & 3) {
          case 0 -> FastCode.AND;
          case 1 -> FastCode.ORR;
          case 2 -> FastCode.EOR;
          default -> is64 ? FastCode.ANDS : FastCode.ANDS_32;
        };
  }

  private static void addSubtractShifted(Op op, int word, boolean is64) {
    op.shift = word >>> 10 & 0x3f;
    if ((word >>> 22 & 3) != LSL || !is64 && op.shift >= 32) {
      return;
    }
    op.code =
        switch (word >>> 29 & 3) {
          case 0 -> is64 ? FastCode.ADD : FastCode.ADD_32;
          case 1 -> is64 ? FastCode.ADDS : FastCode.ADDS_32;
          case 2 -> is64 ? FastCode.SUB : FastCode.SUB_32;
          default -> is64 ? FastCode.SUBS : FastCode.SUBS_32;
        };
  }

  /** With UXTX only, as in the stack check of a function's prologue: the base may be SP. */
  private static void addSubtractExtended(Op op, int word) {
    op.shift = word >>> 10 & 7;
    if ((word >>> 13 & 7) != UXTX || op.shift > 4) {
      return;
    }
    op.n = op.rn;
    boolean flags = (word >>> 29 & 1) != 0;
    if (!flags) {
      op.d = op.rd;
    }
    boolean subtract = (word >>> 30 & 1) != 0;
    if (subtract) {
      op.code = flags ? FastCode.SUBS : FastCode.SUB;
    } else {
      op.code = flags ? FastCode.ADDS : FastCode.ADD;
    }
  }

  private static void conditionalSelect(Op op, int word) {
    op.condition = Condition.mask(word >>> 12 & 0xf);
    switch (word >>> 29 & 3 | word >>> 8 & 0xc) {
      case 0b0000 -> op.code = FastCode.SELECT;
      case 0b0100 -> op.code = FastCode.SELECT_INCREMENT;
      default -> {}
    }
  }

  // ---- branches (C4.1.93) ----

  private static void branch(Op op, int word) {
    boolean is64 = word < 0;
    op.n = source(op.rd);
    op.shift = is64 ? 0 : 32;
    switch (word >>> 26 & 0x1f) {
      case 0b00101 -> {
        op.code = is64 ? FastCode.BRANCH_LINK : FastCode.BRANCH;
        op.operand = signed(word, 0, 26) << 2;
      }
      case 0b01101 -> {
        op.operand = signed(word, 5, 19) << 2;
        if ((word >>> 25 & 1) == 0) {
          op.code = (word >>> 24 & 1) == 0 ? FastCode.BRANCH_ZERO : FastCode.BRANCH_NOT_ZERO;
        } else {
          op.operand = signed(word, 5, 14) << 2;
          op.shift = word >>> 19 & 0x1f | (is64 ? 32 : 0);
          op.code = (word >>> 24 & 1) == 0 ? FastCode.BRANCH_BIT_CLEAR : FastCode.BRANCH_BIT_SET;
        }
      }
      case 0b10101 -> branchConditionOrRegister(op, word);
      default -> {}
    }
  }

  private static void branchConditionOrRegister(Op op, int word) {
    if ((word & 0xff00_0010) == 0x5400_0000) {
      op.operand = signed(word, 5, 19) << 2;
      op.condition = Condition.mask(word & 0xf);
      op.code = FastCode.BRANCH_CONDITION;
    } else if ((word & 0xffff_fc1f) == 0xd61f_0000 || (word & 0xffff_fc1f) == 0xd65f_0000) {
      op.n = source(op.rn);
      op.code = FastCode.BRANCH_REGISTER;
    } else if ((word & 0xffff_fc1f) == 0xd63f_0000) {
      op.n = source(op.rn);
      op.code = FastCode.BRANCH_LINK_REGISTER;
    } else if (word == 0xd503_201f) {
      op.code = FastCode.NO_OPERATION;
    }
  }

  // ---- loads and stores of general registers (C4.1.94) ----

  private static void loadStore(Op op, int word) {
    if ((word >>> 26 & 1) != 0) {
      return;
    }
    op.n = op.rn;
    op.baseMustBeClear = op.rn == 31 ? 15 : 0;
    if ((word & 0x3a00_0000) == 0x2800_0000) {
      pair(op, word);
    } else if ((word & 0x3a00_0000) == 0x3800_0000) {
      single(op, word);
    }
  }

  private static void pair(Op op, int word) {
    int mode = word >>> 23 & 3;
    boolean load = (word >>> 22 & 1) != 0;
    boolean writeBack = mode == 1 || mode == 3;
    if (word >>> 30 != 0b10 || mode == 0) {
      return;
    }
    if (writeBack && (op.rd == op.rn || op.ra == op.rn)) {
      return;
    }
    long offset = signed(word, 15, 7) << 3;
    op.operand = mode == 1 ? 0 : offset;
    op.second = writeBack ? offset : 0;
    op.d = load ? target(op.rd) : source(op.rd);
    op.t = load ? target(op.ra) : source(op.ra);
    op.code = load ? FastCode.LOAD_PAIR : FastCode.STORE_PAIR;
  }

  private static void single(Op op, int word) {
    int size = word >>> 30;
    int operation = word >>> 22 & 3;
    boolean store = operation == 0;
    boolean signed = operation >= 2;
    if (signed && size >= (operation == 2 ? 3 : 2)) {
      return;
    }
    op.d = store ? source(op.rd) : target(op.rd);
    op.m = Cpu.ZERO;
    boolean writeBack = false;
    if ((word >>> 24 & 1) != 0) {
      op.operand = (long) (word >>> 10 & 0xfff) << size;
    } else if ((word >>> 21 & 1) != 0) {
      int option = word >>> 13 & 7;
      if ((word >>> 10 & 3) != 2 || option != 3) {
        return;
      }
      op.m = source(op.rm);
      op.shift = (word >>> 12 & 1) != 0 ? size : 0;
    } else {
      int mode = word >>> 10 & 3;
      long offset = signed(word, 12, 9);
      if (mode == 2) {
        return;
      }
      writeBack = mode != 0;
      op.operand = mode == 1 ? 0 : offset;
      op.second = offset;
      if (writeBack && (op.rd == op.rn || size != 3)) {
        return;
      }
    }
    if (signed) {
      op.code = writeBack ? FastCode.NONE : FastCode.LOAD_SIGNED;
      op.t = 1 << size;
      op.second = operation == 2 ? -1 : MASK_32;
    } else {
      op.code = singleCode(size, store, writeBack);
    }
  }

  private static int singleCode(int size, boolean store, boolean writeBack) {
    if (writeBack) {
      return store ? FastCode.STORE_64_WRITE_BACK : FastCode.LOAD_64_WRITE_BACK;
    }
    return switch (size) {
      case 0 -> store ? FastCode.STORE_8 : FastCode.LOAD_8;
      case 1 -> store ? FastCode.STORE_16 : FastCode.LOAD_16;
      case 2 -> store ? FastCode.STORE_32 : FastCode.LOAD_32;
      default -> store ? FastCode.STORE_64 : FastCode.LOAD_64;
    };
  }
}
