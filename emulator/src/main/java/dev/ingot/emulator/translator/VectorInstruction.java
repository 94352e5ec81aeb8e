package dev.ingot.emulator.translator;

/** Advanced SIMD data processing on whole registers and single elements. */
sealed interface VectorInstruction extends Instruction
    permits VectorInstruction.Bitwise,
        VectorInstruction.Duplicate,
        VectorInstruction.GeneralToElement,
        VectorInstruction.ElementToGeneral,
        VectorInstruction.CipherRound,
        LaneInstruction {
  /** The vector register that is written, or read by {@link ElementToGeneral}. */
  int v();

  @Override
  default long vectors() {
    return 1L << v();
  }

  @Override
  default long writtenVectors() {
    return 1L << v();
  }

  /** The operation of a {@link Bitwise}. */
  enum BitwiseOperator {
    AND,
    AND_NOT,
    OR,
    OR_NOT,
    EXCLUSIVE_OR,
    SELECT,
    INSERT_IF_TRUE,
    INSERT_IF_FALSE
  }

  /**
   * AND, BIC, ORR, ORN, EOR, BSL, BIT, BIF.
   *
   * @param whole whether on 128 bits; on 64 the upper half becomes zero
   */
  record Bitwise(int v, int n, int m, BitwiseOperator operator, boolean whole)
      implements VectorInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n | 1L << m;
    }
  }

  /**
   * DUP (general).
   *
   * @param elementLog2 log2 of an element's bytes
   */
  record Duplicate(int v, int n, int elementLog2, boolean whole) implements VectorInstruction {}

  /**
   * INS (general).
   *
   * @param index of the element
   */
  record GeneralToElement(int v, int n, int elementLog2, int index) implements VectorInstruction {}

  /** UMOV. */
  record ElementToGeneral(int d, int v, int elementLog2, int index)
      implements VectorInstruction, Instruction.Computation {
    @Override
    public long writtenVectors() {
      return 0;
    }

    @Override
    public long written() {
      return Registers.bit(d);
    }
  }

  /** The step of a {@link CipherRound}. */
  enum CipherStep {
    ENCRYPT,
    DECRYPT,
    MIX_COLUMNS,
    INVERSE_MIX_COLUMNS
  }

  /** AESE, AESD, AESMC, AESIMC. */
  record CipherRound(int v, int n, CipherStep step) implements VectorInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n;
    }
  }
}
