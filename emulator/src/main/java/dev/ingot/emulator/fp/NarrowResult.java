package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Op;

/**
 * The result of a narrowing instruction: 64 bits that go to the lower half of the destination, or
 * with Q set ("2" in the mnemonic) to its upper half, the lower one kept. A scalar instruction has
 * one lane.
 */
final class NarrowResult {
  private final Cpu cpu;
  private final Op op;
  private final int size;
  private final VectorValue half = new VectorValue();

  /**
   * An empty result.
   *
   * @param size log2 of the bytes of a result element
   */
  NarrowResult(Cpu cpu, Op op, int size) {
    this.cpu = cpu;
    this.op = op;
    this.size = size;
  }

  int lanes() {
    return ElementSizes.isScalar(op) ? 1 : 8 >> size;
  }

  void lane(int index, long value) {
    half.lane(index, size, value);
  }

  void write() {
    boolean upper = ElementSizes.isFull(op) && !ElementSizes.isScalar(op);
    if (upper) {
      cpu.v[2 * op.rd + 1] = half.low;
    } else {
      half.write(cpu, op.rd);
    }
  }
}
