package dev.ingot.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 128 bytes of an image: the arm64 Linux {@code Image} header (Linux
 * Documentation/arch/arm64/booting.rst) and behind it Ingot's own (docs/contracts.md, section 2).
 *
 * @param version of the Ingot header
 * @param recordCount rows of the record table
 * @param recordsOffset of the record table, in bytes from the start of the image
 * @param nucleusSize bytes of the nucleus in the file, a page multiple
 * @param nucleusBssSize bytes that the nucleus zero-fills behind the file, a page multiple
 * @param fileSize bytes of the whole file, a page multiple
 */
public record ImageHeader(
    int version,
    int recordCount,
    long recordsOffset,
    long nucleusSize,
    long nucleusBssSize,
    long fileSize) {

  /** Bytes of both headers. */
  public static final int SIZE = 0x80;

  private static final int IMAGE_SIZE = 0x10;
  private static final int ARM64_MAGIC = 0x38;
  private static final int INGOT_HEADER = 0x40;
  private static final int VERSION = 0x48;
  private static final int RECORD_COUNT = 0x4c;
  private static final int RECORDS_OFFSET = 0x50;
  private static final int NUCLEUS_SIZE = 0x58;
  private static final int NUCLEUS_BSS_SIZE = 0x60;
  private static final int FILE_SIZE = 0x68;

  private static final int ARM64_MAGIC_VALUE = 0x644d5241; // "ARM\x64"
  private static final byte[] INGOT_MAGIC = "INGOTIMG".getBytes(StandardCharsets.US_ASCII);
  private static final int SUPPORTED_VERSION = 1;

  /**
   * Reads the headers of a nucleus or an image.
   *
   * @throws IllegalArgumentException if the bytes are neither; the message says what was found
   */
  public static ImageHeader read(byte[] bytes) {
    if (bytes.length < SIZE) {
      throw new IllegalArgumentException(
          "%d bytes; an Ingot image has at least %d".formatted(bytes.length, SIZE));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(ARM64_MAGIC) != ARM64_MAGIC_VALUE) {
      throw new IllegalArgumentException(
          "no arm64 Image header: 0x%08x at offset 0x38 in place of \"ARM\\x64\""
              .formatted(in.getInt(ARM64_MAGIC)));
    }
    byte[] magic = new byte[INGOT_MAGIC.length];
    in.get(INGOT_HEADER, magic);
    if (!Arrays.equals(magic, INGOT_MAGIC)) {
      throw new IllegalArgumentException(
          "an arm64 Image, but not one of Ingot's: no \"INGOTIMG\" at offset 0x40");
    }
    if (in.getInt(VERSION) != SUPPORTED_VERSION) {
      throw new IllegalArgumentException(
          "image format version %d; this ingot reads version %d"
              .formatted(in.getInt(VERSION), SUPPORTED_VERSION));
    }
    return new ImageHeader(
        in.getInt(VERSION),
        in.getInt(RECORD_COUNT),
        in.getLong(RECORDS_OFFSET),
        in.getLong(NUCLEUS_SIZE),
        in.getLong(NUCLEUS_BSS_SIZE),
        in.getLong(FILE_SIZE));
  }

  /** Bytes of RAM that the image takes once it is loaded, with the nucleus's zero fill. */
  public long memorySize() {
    return fileSize + nucleusBssSize;
  }

  /** Writes the fields that the image builder owns over a nucleus's own header. */
  void writeTo(byte[] image) {
    ByteBuffer out = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(IMAGE_SIZE, memorySize());
    out.putInt(RECORD_COUNT, recordCount);
    out.putLong(RECORDS_OFFSET, recordsOffset);
    out.putLong(FILE_SIZE, fileSize);
  }
}
