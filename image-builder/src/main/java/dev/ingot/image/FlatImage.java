package dev.ingot.image;

import java.util.List;

/** A finished image: its header, its records and its bytes. */
public final class FlatImage {
  private final ImageHeader header;
  private final List<ImageRecord> records;
  private final byte[] bytes;

  FlatImage(ImageHeader header, List<ImageRecord> records, byte[] bytes) {
    this.header = header;
    this.records = List.copyOf(records);
    this.bytes = bytes;
  }

  public ImageHeader header() {
    return header;
  }

  /** The record table, in file order. */
  public List<ImageRecord> records() {
    return records;
  }

  /** The file's bytes; the array is the image's own and must not be changed. */
  public byte[] bytes() {
    return bytes;
  }
}
