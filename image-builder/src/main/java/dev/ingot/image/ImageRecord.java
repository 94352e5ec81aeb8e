package dev.ingot.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of an image's record table: what the nucleus finds in the image and what to do with
 * it. Layout: docs/contracts.md, section 2.
 */
public sealed interface ImageRecord {
  /** Bytes that a record takes in the table. */
  int SIZE = 48;

  /** Bytes from the start of the image; 0 for a record without bytes. */
  long offset();

  /** Bytes in the image. */
  long fileSize();

  /**
   * A piece of the program's address space.
   *
   * @param flags ELF p_flags, X = 1, W = 2, R = 4
   * @param offset page aligned, in bytes from the start of the image
   * @param fileSize bytes that the image holds; behind them the piece is zero
   * @param virtualAddress page aligned VA in the program's address space
   * @param memorySize bytes in memory, at least {@code fileSize}
   */
  record Segment(int flags, long offset, long fileSize, long virtualAddress, long memorySize)
      implements ImageRecord {
    /** The first VA behind the piece, in bytes. */
    public long end() {
      return virtualAddress + memorySize;
    }

    /** {@code r-x}, as readelf and /proc/self/maps print permissions. */
    public String permissions() {
      return ((flags & 4) != 0 ? "r" : "-")
          + ((flags & 2) != 0 ? "w" : "-")
          + ((flags & 1) != 0 ? "x" : "-");
    }
  }

  /** Where the program starts, a VA. */
  record Entry(long virtualAddress) implements ImageRecord {
    @Override
    public long offset() {
      return 0;
    }

    @Override
    public long fileSize() {
      return 0;
    }
  }

  /** The program's arguments, argv[0] first, as NUL-terminated strings. */
  record Arguments(long offset, long fileSize, int count) implements ImageRecord {}

  /** The environment, as NUL-terminated {@code NAME=VALUE} strings. */
  record Environment(long offset, long fileSize, int count) implements ImageRecord {}

  /** The file tree at {@code /}, a cpio "newc" archive. */
  record Root(long offset, long fileSize) implements ImageRecord {}

  /** Appends the record's {@link #SIZE} bytes to a little-endian table. */
  default void writeTo(ByteBuffer table) {
    switch (this) {
      case Segment s -> row(table, 1, s.flags(), s.virtualAddress(), s.memorySize());
      case Entry e -> row(table, 2, 0, e.virtualAddress(), 0);
      case Arguments a -> row(table, 3, 0, a.count(), 0);
      case Environment e -> row(table, 4, 0, e.count(), 0);
      case Root _ -> row(table, 5, 0, 0, 0);
    }
  }

  /**
   * The record table of an image.
   *
   * @throws IllegalArgumentException if a record has an unknown type
   * @throws IndexOutOfBoundsException if the table does not lie in the image
   */
  static List<ImageRecord> readTable(byte[] image) {
    ImageHeader header = ImageHeader.read(image);
    ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    List<ImageRecord> records = new ArrayList<>();
    for (int i = 0; i < header.recordCount(); i++) {
      int at = Math.toIntExact(header.recordsOffset()) + i * SIZE;
      int flags = in.getInt(at + 4);
      long offset = in.getLong(at + 8);
      long fileSize = in.getLong(at + 16);
      long address = in.getLong(at + 24);
      records.add(
          switch (in.getInt(at)) {
            case 1 -> new Segment(flags, offset, fileSize, address, in.getLong(at + 32));
            case 2 -> new Entry(address);
            case 3 -> new Arguments(offset, fileSize, (int) address);
            case 4 -> new Environment(offset, fileSize, (int) address);
            case 5 -> new Root(offset, fileSize);
            default ->
                throw new IllegalArgumentException(
                    "record %d has type %d; this ingot knows 1 to 5".formatted(i, in.getInt(at)));
          });
    }
    return records;
  }

  private void row(ByteBuffer table, int type, int flags, long virtualAddress, long memorySize) {
    table.putInt(type).putInt(flags).putLong(offset()).putLong(fileSize());
    table.putLong(virtualAddress).putLong(memorySize).putLong(0);
  }
}
