package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** AESE, AESD, AESMC, AESIMC: the rounds of FIPS 197. */
enum Aes implements Executor {
  AESE(0b00100),
  AESD(0b00101),
  AESMC(0b00110),
  AESIMC(0b00111);

  private final int opcode;

  Aes(int opcode) {
    this.opcode = opcode;
  }

  static void addTo(FormList forms) {
    for (Aes each : values()) {
      String opcode = FormList.bits(each.opcode, 5);
      forms.add(
          each.name(),
          FormList.join("01001110 00 10100 ", opcode, " 10 xxxxx xxxxx"),
          Feature.AES,
          each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    VectorValue state = VectorValue.read(cpu, op.rn);
    switch (this) {
      case AESE, AESD -> {
        state.low ^= cpu.v[2 * op.rd];
        state.high ^= cpu.v[2 * op.rd + 1];
        substituteAndShift(state, this == AESE).write(cpu, op.rd);
      }
      case AESMC, AESIMC -> mixColumns(state, this == AESMC).write(cpu, op.rd);
    }
  }

  /** SubBytes and ShiftRows or their inverses; byte 4c + r is row r of column c. */
  private static VectorValue substituteAndShift(VectorValue state, boolean encrypting) {
    byte[] table = encrypting ? Tables.SUBSTITUTION : Tables.INVERSE_SUBSTITUTION;
    VectorValue result = new VectorValue();
    for (int i = 0; i < 16; i++) {
      int row = i & 3;
      int source = i + (encrypting ? 4 * row : -4 * row) & 15;
      result.lane(i, 0, table[(int) state.lane(source, 0)]);
    }
    return result;
  }

  private static VectorValue mixColumns(VectorValue state, boolean encrypting) {
    VectorValue result = new VectorValue();
    for (int column = 0; column < 4; column++) {
      int in = (int) state.lane(column, 2);
      if (!encrypting) {
        // The inverse matrix is the forward one after adding 4 * (b0 + b2) and 4 * (b1 + b3).
        int pairs = in ^ Integer.rotateRight(in, 16);
        in ^= doubled(doubled(pairs));
      }
      // Row r: 2 * b[r] + 3 * b[r + 1] + b[r + 2] + b[r + 3].
      int next = Integer.rotateRight(in, 8);
      int mixed =
          doubled(in ^ next) ^ next ^ Integer.rotateRight(in, 16) ^ Integer.rotateRight(in, 24);
      result.lane(column, 2, mixed);
    }
    return result;
  }

  /** Multiplies each byte of four by x in GF(2^8). */
  private static int doubled(int bytes) {
    int carries = bytes >>> 7 & 0x01010101;
    return (bytes & 0x7f7f7f7f) << 1 ^ carries * Tables.REDUCTION;
  }

  /** The S-boxes, computed when the first AES instruction runs. */
  private static final class Tables {
    /** x^8 in GF(2^8): x^4 + x^3 + x + 1. */
    static final int REDUCTION = 0x1b;

    private static final int AFFINE_CONSTANT = 0x63;

    static final byte[] SUBSTITUTION = new byte[256];
    static final byte[] INVERSE_SUBSTITUTION = new byte[256];

    static {
      // p runs through the powers of 3, a generator; q through those of its inverse, 0xf6.
      int p = 1;
      int q = 1;
      do {
        p = p ^ p << 1 ^ ((p & 0x80) != 0 ? 0x11b : 0);
        q ^= q << 1;
        q ^= q << 2;
        q ^= q << 4;
        q = q & 0xff ^ ((q & 0x80) != 0 ? 0x09 : 0);
        put(p, q ^ rotated(q, 1) ^ rotated(q, 2) ^ rotated(q, 3) ^ rotated(q, 4) ^ AFFINE_CONSTANT);
      } while (p != 1);
      put(0, AFFINE_CONSTANT);
    }

    private static int rotated(int value, int distance) {
      return (value << distance | value >>> (8 - distance)) & 0xff;
    }

    private static void put(int from, int to) {
      SUBSTITUTION[from] = (byte) to;
      INVERSE_SUBSTITUTION[to] = (byte) from;
    }
  }
}
