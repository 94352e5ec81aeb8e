package dev.ingot.emulator.base;

/**
 * The polynomials of CRC32 and CRC32C, least significant bit first (Arm ARM C6.2.100, C6.2.101).
 */
final class Checksum {
  /** CRC32: 0x04C11DB7 with its bits reversed. */
  static final Checksum CRC32 = new Checksum(0xedb8_8320);

  /** CRC32C: 0x1EDC6F41 with its bits reversed. */
  static final Checksum CRC32C = new Checksum(0x82f6_3b78);

  private final int[] byByte = new int[256];

  private Checksum(int reversedPolynomial) {
    for (int i = 0; i < byByte.length; i++) {
      int crc = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = crc >>> 1 ^ (-(crc & 1) & reversedPolynomial);
      }
      byByte[i] = crc;
    }
  }

  /** Feeds the low {@code bytes} bytes of {@code data}, lowest first. */
  int update(int crc, long data, int bytes) {
    int result = crc;
    for (int i = 0; i < bytes; i++) {
      result = result >>> 8 ^ byByte[(result ^ (int) (data >>> (i << 3))) & 0xff];
    }
    return result;
  }
}
