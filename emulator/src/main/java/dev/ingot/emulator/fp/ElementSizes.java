package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Which element sizes an Advanced SIMD instruction has, in its vector form and its scalar one. */
enum ElementSizes {
  BYTES(0b0001, 0),
  BYTES_AND_HALFWORDS(0b0011, 0),
  HALFWORDS_AND_WORDS(0b0110, 0),
  HALFWORDS_AND_WORDS_AND_SCALARS(0b0110, 0b0110),
  WORDS(0b0100, 0),
  UP_TO_WORDS(0b0111, 0),
  UP_TO_WORDS_AND_SCALARS(0b0111, 0b0111),
  ALL(0b1111, 0),
  ALL_AND_SCALARS(0b1111, 0b1111),
  ALL_AND_SCALAR_DOUBLEWORD(0b1111, 0b1000),
  FLOATS(0b1100, 0),
  FLOATS_AND_SCALARS(0b1100, 0b1100),
  SCALAR_FLOATS(0, 0b1100);

  private static final int SCALAR_BIT = 1 << 28;
  private static final int Q_BIT = 1 << 30;

  /** Sizes of the vector form: bit n stands for elements of {@code 1 << n} bytes. */
  private final int vector;

  /** Sizes of the scalar form; 0 when there is none. */
  private final int scalar;

  ElementSizes(int vector, int scalar) {
    this.vector = vector;
    this.scalar = scalar;
  }

  static boolean isScalar(Op op) {
    return (op.word & SCALAR_BIT) != 0;
  }

  /** Whether the vector form works on all 128 bits. */
  static boolean isFull(Op op) {
    return (op.word & Q_BIT) != 0;
  }

  /** The size field, word bits 23:22. */
  static int field(Op op) {
    return op.word >>> 22 & 3;
  }

  /** Checks the size and gives the number of elements that the instruction works on. */
  int lanes(Cpu cpu, Op op, int size) {
    boolean isScalar = isScalar(op);
    if (((isScalar ? scalar : vector) >>> size & 1) == 0
        || (!isScalar && size == 3 && !isFull(op))) {
      throw cpu.undefined();
    }
    return isScalar ? 1 : (isFull(op) ? 16 : 8) >> size;
  }

  /**
   * Adds the vector form, and the scalar one if there is one.
   *
   * @param afterU the pattern from bit 28 on as the vector form has it; bit 28 and 30 tell the
   *     scalar form
   */
  void addForms(
      FormList forms, String mnemonic, int u, String afterU, Feature feature, Executor executor) {
    if (vector != 0) {
      addVectorForm(forms, mnemonic, u, afterU, feature, executor);
    }
    if (scalar != 0) {
      addScalarForm(forms, mnemonic, u, afterU, feature, executor);
    }
  }

  private static void addVectorForm(
      FormList forms, String mnemonic, int u, String afterU, Feature feature, Executor executor) {
    forms.add(mnemonic + " (vector)", "0x" + u + afterU, feature, executor);
  }

  private static void addScalarForm(
      FormList forms, String mnemonic, int u, String afterU, Feature feature, Executor executor) {
    forms.add(mnemonic + " (scalar)", "01" + u + "1" + afterU.substring(1), feature, executor);
  }

  /**
   * Adds the forms of a shift by immediate, one for each size of the shifted element: the leading
   * one of immh, word bits 22:19, tells the size, and immh = 0 belongs to other instructions.
   *
   * @param opcode word bits 15:11
   */
  void addShiftForms(FormList forms, String mnemonic, int u, int opcode, Executor executor) {
    String rest = " xxx " + FormList.bits(opcode, 5) + " 1 xxxxx xxxxx";
    for (int size = 0; size <= 3; size++) {
      String pattern = "011110 " + "0001xxx".substring(size, size + 4) + rest;
      if ((vector >> size & 1) != 0) {
        addVectorForm(forms, mnemonic, u, pattern, Feature.ASIMD, executor);
      }
      if ((scalar >> size & 1) != 0) {
        addScalarForm(forms, mnemonic, u, pattern, Feature.ASIMD, executor);
      }
    }
  }
}
