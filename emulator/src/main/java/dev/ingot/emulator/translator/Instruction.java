package dev.ingot.emulator.translator;

/**
 * An A64 instruction as the emitters need it. Registers are 0 to 30, {@link Registers#SP}, {@link
 * Registers#ZERO} for a source that reads as zero and {@link Registers#SINK} for a discarded
 * result.
 */
sealed interface Instruction
    permits Instruction.Computation,
        Instruction.ConditionalCompare,
        Instruction.NoOperation,
        Instruction.Executed,
        FloatInstruction,
        VectorInstruction,
        MemoryInstruction,
        ControlTransfer {

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
  sealed interface Computation extends Instruction
      permits MoveImmediate,
          MoveKeep,
          AddSubtract,
          AddWithCarry,
          Logical,
          Bitfield,
          BitfieldInsert,
          Extract,
          Select,
          MultiplyAdd,
          WideMultiplyAdd,
          MultiplyHigh,
          Divide,
          VariableShift,
          BitOperation,
          MemoryInstruction.Load,
          MemoryInstruction.LoadPair,
          MemoryInstruction.Atomic,
          MemoryInstruction.CompareAndSwap,
          FloatInstruction.FloatToInteger,
          FloatInstruction.VectorToGeneral,
          VectorInstruction.ElementToGeneral {
    /** The register that is written. */
    int d();

    @Override
    default long written() {
      return Registers.bit(d());
    }
  }

  // ---- data processing ----

  /** MOVZ, MOVN, ADR, ADRP. */
  record MoveImmediate(int d, long value) implements Computation {}

  /** MOVK: keeps the bits of {@code kept} and sets those of {@code inserted}. */
  record MoveKeep(int d, long kept, long inserted) implements Computation {}

  /** ADD, SUB, ADDS, SUBS and their aliases. */
  record AddSubtract(
      int d, int n, Operand operand, boolean subtract, boolean setsFlags, boolean is64)
      implements Computation {}

  /** ADC, ADCS; SBC and SBCS, which add the inverted operand. */
  record AddWithCarry(int d, int n, int m, boolean inverted, boolean setsFlags, boolean is64)
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
}
