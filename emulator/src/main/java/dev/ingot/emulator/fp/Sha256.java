package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** The SHA-256 instructions: four rounds a step, and the message schedule (FIPS 180-4). */
enum Sha256 implements Executor {
  SHA256H("01011110 000 xxxxx 010000"),
  SHA256H2("01011110 000 xxxxx 010100"),
  SHA256SU1("01011110 000 xxxxx 011000"),
  SHA256SU0("01011110 001 01000 001010");

  private static final int WORD = 2;

  private final String pattern;

  Sha256(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (Sha256 each : values()) {
      forms.add(each.name(), each.pattern + " xxxxx xxxxx", Feature.SHA256, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue result =
        switch (this) {
          case SHA256H -> rounds(d, n, m, true);
          case SHA256H2 -> rounds(n, d, m, false);
          case SHA256SU0 -> scheduleUpdate0(d, n);
          case SHA256SU1 -> scheduleUpdate1(d, n, m);
        };
    result.write(cpu, op.rd);
  }

  /**
   * Arm ARM SHA256hash: {@code abcd} and {@code efgh} after four rounds; gives the one asked for.
   */
  private static VectorValue rounds(
      VectorValue abcd, VectorValue efgh, VectorValue schedule, boolean first) {
    int a = (int) abcd.lane(0, WORD);
    int b = (int) abcd.lane(1, WORD);
    int c = (int) abcd.lane(2, WORD);
    int d = (int) abcd.lane(3, WORD);
    int e = (int) efgh.lane(0, WORD);
    int f = (int) efgh.lane(1, WORD);
    int g = (int) efgh.lane(2, WORD);
    int h = (int) efgh.lane(3, WORD);
    for (int i = 0; i < 4; i++) {
      int sigma1 =
          Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int sigma0 =
          Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int choice = (f ^ g) & e ^ g;
      int majority = a & b | (a | b) & c;
      int sum = h + sigma1 + choice + (int) schedule.lane(i, WORD);
      h = g;
      g = f;
      f = e;
      e = d + sum;
      d = c;
      c = b;
      b = a;
      a = sum + sigma0 + majority;
    }
    return first ? Sha1.words(a, b, c, d) : Sha1.words(e, f, g, h);
  }

  private static VectorValue scheduleUpdate0(VectorValue d, VectorValue n) {
    VectorValue result = new VectorValue();
    for (int i = 0; i < 4; i++) {
      int word = (int) (i < 3 ? d.lane(i + 1, WORD) : n.lane(0, WORD));
      int sigma = Integer.rotateRight(word, 7) ^ Integer.rotateRight(word, 18) ^ word >>> 3;
      result.lane(i, WORD, sigma + d.lane(i, WORD));
    }
    return result;
  }

  private static VectorValue scheduleUpdate1(VectorValue d, VectorValue n, VectorValue m) {
    VectorValue result = new VectorValue();
    for (int i = 0; i < 4; i++) {
      int word = (int) (i < 2 ? m.lane(i + 2, WORD) : result.lane(i - 2, WORD));
      int sigma = Integer.rotateRight(word, 17) ^ Integer.rotateRight(word, 19) ^ word >>> 10;
      long other = i < 3 ? n.lane(i + 1, WORD) : m.lane(0, WORD);
      result.lane(i, WORD, sigma + d.lane(i, WORD) + other);
    }
    return result;
  }
}
