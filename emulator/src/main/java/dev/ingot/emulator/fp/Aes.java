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
      forms.add(each.name(), "01001110 00 10100 " + opcode + " 10 xxxxx xxxxx", Feature.AES, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    long low = cpu.v[2 * op.rn];
    long high = cpu.v[2 * op.rn + 1];
    if (this == AESE || this == AESD) {
      low ^= cpu.v[2 * op.rd];
      high ^= cpu.v[2 * op.rd + 1];
    }
    cpu.v[2 * op.rd] = half(low, high);
    cpu.v[2 * op.rd + 1] = half(high, low);
  }

  private long half(long half, long other) {
    return switch (this) {
      case AESE -> AesRounds.substituted(half, other);
      case AESD -> AesRounds.inverselySubstituted(half, other);
      case AESMC -> AesRounds.mixed(half);
      case AESIMC -> AesRounds.inverselyMixed(half);
    };
  }
}
