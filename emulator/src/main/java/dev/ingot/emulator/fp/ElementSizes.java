package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Which element sizes an Advanced SIMD instruction has. Bit n of a set stands for elements of
 * {@code 1 << n} bytes.
 *
 * @param vector sizes of the vector form
 * @param scalar sizes of the scalar form; 0 when there is none
 */
record ElementSizes(int vector, int scalar) {
  private static final int SCALAR_BIT = 1 << 28;
  private static final int Q_BIT = 1 << 30;

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
    String bits = afterU.replace(" ", "");
    if (vector != 0) {
      forms.add(mnemonic + " (vector)", "0x" + u + bits, feature, executor);
    }
    if (scalar != 0) {
      forms.add(mnemonic + " (scalar)", "01" + u + "1" + bits.substring(1), feature, executor);
    }
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
      ElementSizes one = new ElementSizes(vector & 1 << size, scalar & 1 << size);
      String immh = "0001xxx".substring(size, size + 4);
      one.addForms(forms, mnemonic, u, "011110 " + immh + rest, Feature.ASIMD, executor);
    }
  }
}
