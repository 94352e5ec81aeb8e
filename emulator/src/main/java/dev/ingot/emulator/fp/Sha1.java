package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** The SHA-1 instructions: four rounds a step, and the message schedule (FIPS 180-4). */
enum Sha1 implements Executor {
  SHA1C("01011110 000 xxxxx 000000"),
  SHA1P("01011110 000 xxxxx 000100"),
  SHA1M("01011110 000 xxxxx 001000"),
  SHA1SU0("01011110 000 xxxxx 001100"),
  SHA1H("01011110 001 01000 000010"),
  SHA1SU1("01011110 001 01000 000110");

  private static final int WORD = 2;

  private final String pattern;

  Sha1(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (Sha1 each : values()) {
      forms.add(each.name(), each.pattern + " xxxxx xxxxx", Feature.SHA1, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case SHA1C, SHA1P, SHA1M -> rounds(cpu, op);
      case SHA1H -> {
        int rotated = Integer.rotateLeft((int) cpu.v[2 * op.rn], 30);
        FpRegisters.write(cpu, op.rd, Integer.toUnsignedLong(rotated));
      }
      case SHA1SU0 -> {
        long low = cpu.v[2 * op.rd + 1] ^ cpu.v[2 * op.rd] ^ cpu.v[2 * op.rm];
        long high = cpu.v[2 * op.rn] ^ cpu.v[2 * op.rd + 1] ^ cpu.v[2 * op.rm + 1];
        new VectorValue(low, high).write(cpu, op.rd);
      }
      case SHA1SU1 -> scheduleUpdate(cpu, op);
    }
  }

  private void rounds(Cpu cpu, Op op) {
    VectorValue hash = VectorValue.read(cpu, op.rd);
    VectorValue schedule = VectorValue.read(cpu, op.rm);
    int a = (int) hash.lane(0, WORD);
    int b = (int) hash.lane(1, WORD);
    int c = (int) hash.lane(2, WORD);
    int d = (int) hash.lane(3, WORD);
    int e = (int) cpu.v[2 * op.rn];
    for (int i = 0; i < 4; i++) {
      int mixed =
          switch (this) {
            case SHA1C -> (c ^ d) & b ^ d;
            case SHA1P -> b ^ c ^ d;
            default -> b & c | (b | c) & d;
          };
      int sum = e + Integer.rotateLeft(a, 5) + mixed + (int) schedule.lane(i, WORD);
      e = d;
      d = c;
      c = Integer.rotateLeft(b, 30);
      b = a;
      a = sum;
    }
    words(a, b, c, d).write(cpu, op.rd);
  }

  private static void scheduleUpdate(Cpu cpu, Op op) {
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue n = VectorValue.read(cpu, op.rn);
    int t0 = (int) (d.lane(0, WORD) ^ n.lane(1, WORD));
    int t1 = (int) (d.lane(1, WORD) ^ n.lane(2, WORD));
    int t2 = (int) (d.lane(2, WORD) ^ n.lane(3, WORD));
    int t3 = (int) d.lane(3, WORD);
    words(
            Integer.rotateLeft(t0, 1),
            Integer.rotateLeft(t1, 1),
            Integer.rotateLeft(t2, 1),
            Integer.rotateLeft(t3, 1) ^ Integer.rotateLeft(t0, 2))
        .write(cpu, op.rd);
  }

  /** Four words as a vector, the first in lane 0. */
  static VectorValue words(int w0, int w1, int w2, int w3) {
    return new VectorValue(
        Integer.toUnsignedLong(w0) | (long) w1 << 32, Integer.toUnsignedLong(w2) | (long) w3 << 32);
  }
}
