package dev.ingot.emulator.translator;

/** Floating-point data processing on scalars, while FPCR is zero and where no result is a NaN. */
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
  record FloatConstant(int d, long bits, boolean isDouble) implements FloatInstruction {
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
}
