package dev.ingot.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of an arm64 Linux {@code Image} (Linux Documentation/arch/arm64/booting.rst).
 *
 * @param textOffset bytes from a 2 MiB boundary to where the image is to be loaded
 * @param imageSize bytes of memory the image takes, its zeroed tail included
 */
record BootImage(long textOffset, long imageSize) {
  private static final int HEADER_BYTES = 64;
  private static final int TEXT_OFFSET_AT = 8;
  private static final int IMAGE_SIZE_AT = 16;
  private static final int MAGIC_AT = 56;

  /** "ARM\x64", little endian. */
  private static final int MAGIC = 0x644d_5241;

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException when there is none
   */
  static BootImage parse(byte[] image) {
    ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    if (image.length < HEADER_BYTES) {
      throw new IllegalArgumentException(
          "the image has %d bytes, fewer than its header of %d"
              .formatted(image.length, HEADER_BYTES));
    }
    int magic = header.getInt(MAGIC_AT);
    if (magic != MAGIC) {
      throw new IllegalArgumentException(
          "offset 0x%x of the image holds 0x%08x instead of 0x%08x, the magic of an arm64 Image"
              .formatted(MAGIC_AT, magic, MAGIC));
    }
    long imageSize = Math.max(header.getLong(IMAGE_SIZE_AT), image.length);
    return new BootImage(header.getLong(TEXT_OFFSET_AT), imageSize);
  }
}
