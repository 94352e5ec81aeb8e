package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** The SHA-512 instructions: two rounds a step, and the message schedule (FIPS 180-4). */
enum Sha512 implements Executor {
  SHA512H("11001110011 xxxxx 100000"),
  SHA512H2("11001110011 xxxxx 100001"),
  SHA512SU1("11001110011 xxxxx 100010"),
  SHA512SU0("11001110110 00000 100000");

  private final String pattern;

  Sha512(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (Sha512 each : values()) {
      forms.add(each.name(), each.pattern + " xxxxx xxxxx", Feature.SHA512, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue result =
        switch (this) {
          case SHA512H -> hash1(d, n, m);
          case SHA512H2 -> hash2(d, n, m);
          case SHA512SU0 -> new VectorValue(d.low + schedule0(d.high), d.high + schedule0(n.low));
          case SHA512SU1 ->
              new VectorValue(
                  d.low + schedule1(n.low) + m.low, d.high + schedule1(n.high) + m.high);
        };
    result.write(cpu, op.rd);
  }

  private static VectorValue hash1(VectorValue w, VectorValue x, VectorValue y) {
    long high = (y.high & x.low ^ ~y.high & x.high) + sum1(y.high) + w.high;
    long e = high + y.low;
    long low = (e & y.high ^ ~e & x.low) + sum1(e) + w.low;
    return new VectorValue(low, high);
  }

  private static VectorValue hash2(VectorValue w, VectorValue x, VectorValue y) {
    long high = (x.low & y.high ^ x.low & y.low ^ y.high & y.low) + sum0(y.low) + w.high;
    long low = (high & y.low ^ high & y.high ^ y.high & y.low) + sum0(high) + w.low;
    return new VectorValue(low, high);
  }

  private static long sum0(long x) {
    return Long.rotateRight(x, 28) ^ Long.rotateRight(x, 34) ^ Long.rotateRight(x, 39);
  }

  private static long sum1(long x) {
    return Long.rotateRight(x, 14) ^ Long.rotateRight(x, 18) ^ Long.rotateRight(x, 41);
  }

  private static long schedule0(long x) {
    return Long.rotateRight(x, 1) ^ Long.rotateRight(x, 8) ^ x >>> 7;
  }

  private static long schedule1(long x) {
    return Long.rotateRight(x, 19) ^ Long.rotateRight(x, 61) ^ x >>> 6;
  }
}
