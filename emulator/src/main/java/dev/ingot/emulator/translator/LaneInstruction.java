package dev.ingot.emulator.translator;

/**
 * Advanced SIMD that does the same with each element of a register; with {@code whole} on 128 bits,
 * else on 64, and the upper half becomes zero. {@code elementLog2} is log2 of an element's bytes.
 */
sealed interface LaneInstruction extends VectorInstruction {

  /** Whether on 128 bits. */
  boolean whole();

  /** The operation of a {@link ThreeSame}. */
  enum ThreeSameOperator {
    ADD,
    SUBTRACT,
    COMPARE_EQUAL,
    TEST_BITS
  }

  /** ADD, SUB, CMEQ (register), CMTST. */
  record ThreeSame(int v, int n, int m, ThreeSameOperator operator, int elementLog2, boolean whole)
      implements LaneInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n | 1L << m;
    }
  }

  /** ADDP (vector). */
  record AddPairs(int v, int n, int m, int elementLog2, boolean whole) implements LaneInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n | 1L << m;
    }
  }

  /**
   * SHL, USHR, SLI and SRI: the last two keep the bits that the shift would fill with zeros.
   *
   * @param amount in bits, from 0 to the element's size
   */
  record Shift(
      int v, int n, int elementLog2, int amount, boolean left, boolean inserts, boolean whole)
      implements LaneInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n;
    }
  }

  /**
   * REV16, REV32, REV64: reverses the elements in each container.
   *
   * @param containerLog2 log2 of a container's bytes
   */
  record Reverse(int v, int n, int elementLog2, int containerLog2, boolean whole)
      implements LaneInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n;
    }
  }

  /** CNT: the number of ones in each byte. */
  record CountOnes(int v, int n, boolean whole) implements LaneInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n;
    }
  }

  /**
   * ADDV and UADDLV: the sum of all elements.
   *
   * @param wide whether the sum has twice an element's size
   */
  record Sum(int v, int n, int elementLog2, boolean wide, boolean whole)
      implements LaneInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n;
    }
  }

  /** TBL with a table of one register. */
  record TableLookup(int v, int n, int m, boolean whole) implements LaneInstruction {
    @Override
    public long vectors() {
      return 1L << v | 1L << n | 1L << m;
    }
  }
}
