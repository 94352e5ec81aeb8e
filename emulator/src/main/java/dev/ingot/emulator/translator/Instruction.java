package dev.ingot.emulator.translator;

/**
 * An A64 instruction as the emitters need it. Registers are 0 to 30, {@link Registers#SP}, {@link
 * Registers#ZERO} for a source that reads as zero and {@link Registers#SINK} for a discarded
 * result.
 */
sealed interface Instruction {

  /** Set of general registers that are written, bit {@code r} for register {@code r}. */
  default long written() {
    return 0;
  }

  /** Set of vector registers that are used as locals, bit {@code v} for register {@code v}. */
  default long vectors() {
    return 0;
  }

  /** Set of vector registers that are written. */
  default long writtenVectors() {
    return 0;
  }

  /** Whether CPACR_EL1.FPEN can trap the instruction. */
  default boolean isSimd() {
    return vectors() != 0;
  }

  /** Whether control may go on elsewhere than behind the instruction. */
  default boolean endsBlock() {
    return this instanceof ControlTransfer;
  }

  /** An instruction with one general register as its result. */
  sealed interface Computation extends Instruction {
    /** The register that is written. */
    int d();

    @Override
    default long written() {
      return Registers.bit(d());
    }
  }

  /** An instruction that may continue elsewhere. */
  sealed interface ControlTransfer extends Instruction {}

  // ---- data processing ----

  /** MOVZ, MOVN, ADR, ADRP. */
  record MoveImmediate(int d, long value) implements Computation {}

  /** MOVK: keeps the bits of {@code kept} and sets those of {@code inserted}. */
  record MoveKeep(int d, long kept, long inserted) implements Computation {}

  /** ADD, SUB, ADDS, SUBS and their aliases. */
  record AddSubtract(
      int d, int n, Operand operand, boolean subtract, boolean setsFlags, boolean is64)
      implements Computation {}

  /** The operation of a {@link Logical}. */
  enum LogicalOperation {
    AND,
    ORR,
    EOR
  }

  /** AND, ORR, EOR, BIC, ORN, EON, ANDS, BICS. */
  record Logical(
      int d,
      int n,
      Operand operand,
      LogicalOperation operation,
      boolean inverted,
      boolean setsFlags,
      boolean is64)
      implements Computation {}

  /**
   * UBFM, SBFM: {@code width} bits from {@code from} of the source go to {@code to}, the rest is
   * zero or copies of the sign.
   */
  record Bitfield(int d, int n, int from, int to, int width, boolean signed, boolean is64)
      implements Computation {}

  /** BFM: {@code width} bits from {@code from} of the source replace those at {@code to}. */
  record BitfieldInsert(int d, int n, int from, int to, int width, boolean is64)
      implements Computation {}

  /** EXTR. */
  record Extract(int d, int n, int m, int low, boolean is64) implements Computation {}

  /** CSEL, CSINC, CSINV, CSNEG. */
  record Select(
      int d, int n, int m, Condition condition, boolean invert, boolean increment, boolean is64)
      implements Computation {}

  /** CCMP, CCMN. */
  record ConditionalCompare(
      int n, Operand operand, boolean subtract, Condition condition, int otherwise, boolean is64)
      implements Instruction {}

  /** MADD, MSUB. */
  record MultiplyAdd(int d, int n, int m, int a, boolean subtract, boolean is64)
      implements Computation {}

  /** SMADDL, SMSUBL, UMADDL, UMSUBL. */
  record WideMultiplyAdd(int d, int n, int m, int a, boolean subtract, boolean signed)
      implements Computation {}

  /** SMULH, UMULH. */
  record MultiplyHigh(int d, int n, int m, boolean signed) implements Computation {}

  /** SDIV, UDIV. */
  record Divide(int d, int n, int m, boolean signed, boolean is64) implements Computation {}

  /** LSLV, LSRV, ASRV, RORV. */
  record VariableShift(int d, int n, int m, ShiftType type, boolean is64) implements Computation {}

  /** The operation of a {@link BitOperation}. */
  enum BitOperator {
    REVERSE_BITS,
    REVERSE_BYTES,
    COUNT_LEADING_ZEROS
  }

  /** RBIT, REV, CLZ. */
  record BitOperation(int d, int n, BitOperator operator, boolean is64) implements Computation {}

  /** NOP and hints without effect, PRFM. */
  record NoOperation() implements Instruction {}

  /**
   * A data-processing instruction that its executor runs.
   *
   * @param touched general registers it may read or write
   * @param written those of them that it may write
   * @param touchedVectors vector registers it may read or write
   * @param writtenVectors those of them that it may write
   * @param usesFlags whether it may read or write the condition flags
   * @param isSimd whether CPACR_EL1.FPEN can trap it
   */
  record Executed(
      int word,
      long touched,
      long written,
      long touchedVectors,
      long writtenVectors,
      boolean usesFlags,
      boolean isSimd)
      implements Instruction {}

  // ---- floating point: FPCR is zero, and no result is a NaN ----

  /** Floating-point data processing on scalars. */
  sealed interface FloatInstruction extends Instruction {
    @Override
    default boolean isSimd() {
      return true;
    }

    /** Whether it may set cumulative exception flags of FPSR. */
    default boolean raisesFlags() {
      return switch (this) {
        case FloatUnary i -> i.operator().raisesFlags();
        case FloatConstant ignored -> false;
        case FloatSelect ignored -> false;
        case GeneralToVector ignored -> false;
        case VectorToGeneral ignored -> false;
        default -> true;
      };
    }
  }

  /** The operation of a {@link FloatArithmetic}. */
  enum FloatOperator {
    MULTIPLY,
    DIVIDE,
    ADD,
    SUBTRACT,
    MAXIMUM,
    MINIMUM,
    NEGATED_MULTIPLY
  }

  /** FADD, FSUB, FMUL, FDIV, FNMUL, FMAX, FMIN. */
  record FloatArithmetic(int d, int n, int m, FloatOperator operator, boolean isDouble)
      implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << d | 1L << n | 1L << m;
    }

    @Override
    public long writtenVectors() {
      return 1L << d;
    }
  }

  /** FMADD, FMSUB, FNMADD, FNMSUB. */
  record FloatMultiplyAdd(
      int d, int n, int m, int a, boolean negateProduct, boolean negateAddend, boolean isDouble)
      implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << d | 1L << n | 1L << m | 1L << a;
    }

    @Override
    public long writtenVectors() {
      return 1L << d;
    }
  }

  /** The operation of a {@link FloatUnary}. */
  enum FloatUnaryOperator {
    MOVE,
    ABSOLUTE,
    NEGATE,
    SQUARE_ROOT,
    TO_SINGLE,
    TO_DOUBLE;

    boolean raisesFlags() {
      return switch (this) {
        case MOVE, ABSOLUTE, NEGATE -> false;
        case SQUARE_ROOT, TO_SINGLE, TO_DOUBLE -> true;
      };
    }
  }

  /**
   * FMOV, FABS, FNEG, FSQRT, FCVT.
   *
   * @param isDouble whether the source is a double
   */
  record FloatUnary(int d, int n, FloatUnaryOperator operator, boolean isDouble)
      implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << d | 1L << n;
    }

    @Override
    public long writtenVectors() {
      return 1L << d;
    }
  }

  /** FMOV of a constant: its bits. */
  record FloatConstant(int d, long bits) implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << d;
    }

    @Override
    public long writtenVectors() {
      return 1L << d;
    }
  }

  /**
   * FCMP, FCMPE.
   *
   * @param m {@link Registers#ZERO} for a comparison with zero
   */
  record FloatCompare(int n, int m, boolean isDouble) implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << n | (m == Registers.ZERO ? 0 : 1L << m);
    }
  }

  /** FCSEL. */
  record FloatSelect(int d, int n, int m, Condition condition, boolean isDouble)
      implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << d | 1L << n | 1L << m;
    }

    @Override
    public long writtenVectors() {
      return 1L << d;
    }
  }

  /** SCVTF from a general register. */
  record IntegerToFloat(int d, int n, boolean is64, boolean isDouble) implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << d;
    }

    @Override
    public long writtenVectors() {
      return 1L << d;
    }
  }

  /** FCVTZS to a general register. */
  record FloatToInteger(int d, int n, boolean is64, boolean isDouble)
      implements FloatInstruction, Computation {
    @Override
    public long vectors() {
      return 1L << n;
    }
  }

  /** FMOV from a general register. */
  record GeneralToVector(int d, int n, boolean isDouble) implements FloatInstruction {
    @Override
    public long vectors() {
      return 1L << d;
    }

    @Override
    public long writtenVectors() {
      return 1L << d;
    }
  }

  /** FMOV to a general register. */
  record VectorToGeneral(int d, int n, boolean isDouble) implements FloatInstruction, Computation {
    @Override
    public long vectors() {
      return 1L << n;
    }
  }

  // ---- memory ----

  /**
   * LDR, LDRB, LDRH, LDRSB, LDRSH, LDRSW, LDUR, LDAR and so on.
   *
   * @param ordered whether it has to be aligned, as LDAR has
   */
  record Load(int d, Address address, int sizeLog2, boolean signed, boolean is64, boolean ordered)
      implements Computation {
    @Override
    public long written() {
      return Registers.bit(d) | address.written();
    }
  }

  /**
   * STR, STRB, STRH, STUR, STLR.
   *
   * @param ordered whether it has to be aligned, as STLR has
   */
  record Store(int d, Address address, int sizeLog2, boolean ordered) implements Instruction {
    @Override
    public long written() {
      return address.written();
    }
  }

  /** LDP, LDPSW. */
  record LoadPair(int d, int second, Address address, boolean is64, boolean signed)
      implements Computation {
    @Override
    public long written() {
      return Registers.bit(d) | Registers.bit(second) | address.written();
    }
  }

  /** STP. */
  record StorePair(int d, int second, Address address, boolean is64) implements Instruction {
    @Override
    public long written() {
      return address.written();
    }
  }

  /**
   * LDR, LDUR, STR, STUR of a vector register.
   *
   * @param sizeLog2 2 (S), 3 (D) or 4 (Q)
   */
  record VectorAccess(int v, Address address, int sizeLog2, boolean load) implements Instruction {
    @Override
    public long vectors() {
      return 1L << v;
    }

    @Override
    public long writtenVectors() {
      return load ? 1L << v : 0;
    }

    @Override
    public long written() {
      return address.written();
    }
  }

  /**
   * LDP, STP of vector registers.
   *
   * @param sizeLog2 3 (D) or 4 (Q)
   */
  record VectorPair(int v, int second, Address address, int sizeLog2, boolean load)
      implements Instruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << second;
    }

    @Override
    public long writtenVectors() {
      return load ? vectors() : 0;
    }

    @Override
    public long written() {
      return address.written();
    }
  }

  /**
   * LD1, ST1 (multiple structures).
   *
   * @param v the first of the registers, which wrap behind 31
   * @param sizeLog2 3 (64-bit vectors) or 4
   */
  record VectorList(int v, int registers, Address address, int sizeLog2, boolean load)
      implements Instruction {
    @Override
    public long written() {
      return address.written();
    }

    @Override
    public long vectors() {
      long set = 0;
      for (int i = 0; i < registers; i++) {
        set |= 1L << (v + i & 31);
      }
      return set;
    }

    @Override
    public long writtenVectors() {
      return load ? vectors() : 0;
    }
  }

  /** The operation of an {@link Atomic}. */
  enum AtomicOperator {
    ADD,
    CLEAR,
    EXCLUSIVE_OR,
    SET,
    SWAP
  }

  /** LDADD, LDCLR, LDEOR, LDSET, SWP in all orderings. */
  record Atomic(int d, int source, AtomicOperator operator, Address address, int sizeLog2)
      implements Computation {}

  /** CAS in all orderings; {@code d} holds what is expected and gets what was there. */
  record CompareAndSwap(int d, int replacement, Address address, int sizeLog2)
      implements Computation {}

  /** DC ZVA: clears 64 bytes. */
  record ZeroBlock(int n) implements Instruction {}

  // ---- branches, to virtual addresses ----

  /** B. */
  record Branch(long target) implements ControlTransfer {}

  /** BL. */
  record BranchLink(long target, long returnAddress) implements ControlTransfer {
    @Override
    public long written() {
      return Registers.bit(Registers.LINK);
    }
  }

  /** A branch that control may pass. */
  sealed interface Conditional extends ControlTransfer {
    /** Where it leads when taken. */
    long target();
  }

  /** B.cond. */
  record ConditionalBranch(Condition condition, long target) implements Conditional {}

  /** CBZ, CBNZ. */
  record CompareBranch(int n, boolean ifZero, boolean is64, long target) implements Conditional {}

  /** TBZ, TBNZ. */
  record TestBranch(int n, int bit, boolean ifZero, long target) implements Conditional {}

  /** BR, RET. */
  record RegisterBranch(int n) implements ControlTransfer {}

  /** BLR. */
  record RegisterBranchLink(int n, long returnAddress) implements ControlTransfer {
    @Override
    public long written() {
      return Registers.bit(Registers.LINK);
    }
  }

  /** What only the interpreter can do. */
  record Untranslated() implements ControlTransfer {}
}
