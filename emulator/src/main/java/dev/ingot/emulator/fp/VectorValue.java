package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;

/**
 * The 128 bits of a vector register, seen as lanes of 1, 2, 4 or 8 bytes. Lane 0 is the least
 * significant.
 */
final class VectorValue {
  long low;
  long high;

  VectorValue() {}

  VectorValue(long low, long high) {
    this.low = low;
    this.high = high;
  }

  static VectorValue read(Cpu cpu, int register) {
    return new VectorValue(cpu.v[2 * register], cpu.v[2 * register + 1]);
  }

  void write(Cpu cpu, int register) {
    cpu.v[2 * register] = low;
    cpu.v[2 * register + 1] = high;
  }

  /** Bits of a lane of {@code 1 << log2Bytes} bytes. */
  static int width(int log2Bytes) {
    return 8 << log2Bytes;
  }

  /** The lane's mask, in the low bits. */
  static long mask(int log2Bytes) {
    return -1L >>> (64 - width(log2Bytes));
  }

  static long signExtend(long value, int log2Bytes) {
    int unused = 64 - width(log2Bytes);
    return value << unused >> unused;
  }

  /** A lane, zero extended. */
  long lane(int index, int log2Bytes) {
    int bit = index << (3 + log2Bytes);
    return (bit < 64 ? low >>> bit : high >>> bit) & mask(log2Bytes);
  }

  /** A lane, zero or sign extended. */
  long lane(int index, int log2Bytes, boolean unsigned) {
    long value = lane(index, log2Bytes);
    return unsigned ? value : signExtend(value, log2Bytes);
  }

  /** Writes the low bits of {@code value} into a lane. */
  void lane(int index, int log2Bytes, long value) {
    int bit = index << (3 + log2Bytes);
    long mask = mask(log2Bytes) << bit;
    long bits = value << bit & mask;
    if (bit < 64) {
      low = low & ~mask | bits;
    } else {
      high = high & ~mask | bits;
    }
  }

  /** {@code value} in every lane of 64 bits. */
  static long replicate(long value, int log2Bytes) {
    long result = value & mask(log2Bytes);
    for (int width = width(log2Bytes); width < 64; width *= 2) {
      result |= result << width;
    }
    return result;
  }
}
