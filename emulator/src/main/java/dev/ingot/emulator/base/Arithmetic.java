package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/**
 * Data processing with one, two and three sources: multiplication, division, shifts, bit counting,
 * checksums.
 */
enum Arithmetic implements Executor {
  RBIT("RBIT", "x101101011000000000000xxxxxxxxxx", "C6.2.262"),
  REV16("REV16", "x101101011000000000001xxxxxxxxxx", "C6.2.266"),
  REV_W("REV (32-bit)", "0101101011000000000010xxxxxxxxxx", "C6.2.265"),
  REV32("REV32", "1101101011000000000010xxxxxxxxxx", "C6.2.267"),
  REV_X("REV (64-bit)", "1101101011000000000011xxxxxxxxxx", "C6.2.265"),
  CLZ("CLZ", "x101101011000000000100xxxxxxxxxx", "C6.2.71"),
  CLS("CLS", "x101101011000000000101xxxxxxxxxx", "C6.2.70"),
  UDIV("UDIV", "x0011010110xxxxx000010xxxxxxxxxx", "C6.2.388"),
  SDIV("SDIV", "x0011010110xxxxx000011xxxxxxxxxx", "C6.2.299"),
  LSLV("LSLV", "x0011010110xxxxx001000xxxxxxxxxx", "C6.2.214"),
  LSRV("LSRV", "x0011010110xxxxx001001xxxxxxxxxx", "C6.2.217"),
  ASRV("ASRV", "x0011010110xxxxx001010xxxxxxxxxx", "C6.2.17"),
  RORV("RORV", "x0011010110xxxxx001011xxxxxxxxxx", "C6.2.271"),
  CRC32("CRC32B, CRC32H, CRC32W", "00011010110xxxxx0100xxxxxxxxxxxx", "C6.2.100", Feature.CRC32),
  CRC32X("CRC32X", "10011010110xxxxx010011xxxxxxxxxx", "C6.2.100", Feature.CRC32),
  CRC32C(
      "CRC32CB, CRC32CH, CRC32CW", "00011010110xxxxx0101xxxxxxxxxxxx", "C6.2.101", Feature.CRC32),
  CRC32CX("CRC32CX", "10011010110xxxxx010111xxxxxxxxxx", "C6.2.101", Feature.CRC32),
  MADD("MADD", "x0011011000xxxxx0xxxxxxxxxxxxxxx", "C6.2.218"),
  MSUB("MSUB", "x0011011000xxxxx1xxxxxxxxxxxxxxx", "C6.2.229"),
  SMADDL("SMADDL", "10011011001xxxxx0xxxxxxxxxxxxxxx", "C6.2.306"),
  SMSUBL("SMSUBL", "10011011001xxxxx1xxxxxxxxxxxxxxx", "C6.2.311"),
  SMULH("SMULH", "10011011010xxxxx0xxxxxxxxxxxxxxx", "C6.2.312"),
  UMADDL("UMADDL", "10011011101xxxxx0xxxxxxxxxxxxxxx", "C6.2.389"),
  UMSUBL("UMSUBL", "10011011101xxxxx1xxxxxxxxxxxxxxx", "C6.2.391"),
  UMULH("UMULH", "10011011110xxxxx0xxxxxxxxxxxxxxx", "C6.2.392");

  private static final long MASK_32 = 0xffff_ffffL;

  private final String title;
  private final String pattern;
  private final String manual;
  private final Feature feature;

  Arithmetic(String title, String pattern, String manual) {
    this(title, pattern, manual, Feature.BASE);
  }

  Arithmetic(String title, String pattern, String manual, Feature feature) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
    this.feature = feature;
  }

  static void addTo(List<Form> forms) {
    for (Arithmetic each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, each.feature, each));
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    long n = cpu.x(op.rn);
    long m = cpu.x(op.rm);
    if (op.word < 0) {
      cpu.x(op.rd, wide(cpu, op, n, m));
    } else {
      cpu.x(op.rd, narrow(cpu, op, (int) n, (int) m) & MASK_32);
    }
  }

  private long wide(Cpu cpu, Op op, long n, long m) {
    return switch (this) {
      case RBIT -> Long.reverse(n);
      case REV16 -> n >>> 8 & 0x00ff_00ff_00ff_00ffL | (n & 0x00ff_00ff_00ff_00ffL) << 8;
      case REV32 -> Long.rotateRight(Long.reverseBytes(n), 32);
      case REV_X -> Long.reverseBytes(n);
      case CLZ -> Long.numberOfLeadingZeros(n);
      case CLS -> Long.numberOfLeadingZeros(n ^ n >> 63) - 1;
      case UDIV -> m == 0 ? 0 : Long.divideUnsigned(n, m);
      case SDIV -> m == 0 ? 0 : n / m;
      case LSLV -> n << m;
      case LSRV -> n >>> m;
      case ASRV -> n >> m;
      case RORV -> Long.rotateRight(n, (int) m);
      case CRC32X -> Checksum.CRC32.update((int) n, m, Long.BYTES) & MASK_32;
      case CRC32CX -> Checksum.CRC32C.update((int) n, m, Long.BYTES) & MASK_32;
      case MADD -> cpu.x(op.ra) + n * m;
      case MSUB -> cpu.x(op.ra) - n * m;
      case SMADDL -> cpu.x(op.ra) + (long) (int) n * (int) m;
      case SMSUBL -> cpu.x(op.ra) - (long) (int) n * (int) m;
      case UMADDL -> cpu.x(op.ra) + (n & MASK_32) * (m & MASK_32);
      case UMSUBL -> cpu.x(op.ra) - (n & MASK_32) * (m & MASK_32);
      case SMULH -> Math.multiplyHigh(n, m);
      case UMULH -> Math.unsignedMultiplyHigh(n, m);
      case REV_W, CRC32, CRC32C -> throw cpu.undefined();
    };
  }

  private long narrow(Cpu cpu, Op op, int n, int m) {
    return switch (this) {
      case RBIT -> Integer.reverse(n);
      case REV16 -> n >>> 8 & 0x00ff_00ff | (n & 0x00ff_00ff) << 8;
      case REV_W -> Integer.reverseBytes(n);
      case CLZ -> Integer.numberOfLeadingZeros(n);
      case CLS -> Integer.numberOfLeadingZeros(n ^ n >> 31) - 1;
      case UDIV -> m == 0 ? 0 : Integer.divideUnsigned(n, m);
      case SDIV -> m == 0 ? 0 : n / m;
      case LSLV -> n << m;
      case LSRV -> n >>> m;
      case ASRV -> n >> m;
      case RORV -> Integer.rotateRight(n, m);
      case CRC32 -> Checksum.CRC32.update(n, m, checksumBytes(cpu, op));
      case CRC32C -> Checksum.CRC32C.update(n, m, checksumBytes(cpu, op));
      case MADD -> cpu.w(op.ra) + n * m;
      case MSUB -> cpu.w(op.ra) - n * m;
      default -> throw cpu.undefined();
    };
  }

  private static int checksumBytes(Cpu cpu, Op op) {
    int size = Fields.bits(op.word, 10, 2);
    if (size == 3) {
      throw cpu.undefined();
    }
    return 1 << size;
  }
}
