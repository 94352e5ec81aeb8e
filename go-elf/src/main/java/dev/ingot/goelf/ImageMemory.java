package dev.ingot.goelf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/**
 * The program's memory as the loader makes it from the PT_LOAD program headers: reads by VA. Memory
 * that does not come from the file ({@code .bss}) reads as unmapped, since it holds no information.
 * A position-independent program reads as loaded at the addresses it was linked for. Not
 * thread-safe (it remembers the last segment).
 */
public final class ImageMemory {
  private final ElfImage image;
  private final LoadedBytes bytes;
  private final List<ElfSegment> segments;
  private ElfSegment last;

  /**
   * @param bytes the file's, with or without relocations
   */
  ImageMemory(ElfImage image, LoadedBytes bytes) {
    this.image = image;
    this.bytes = bytes;
    this.segments = image.loadSegments();
  }

  /** Whether {@code size} bytes from the VA come from the file, all from one segment. */
  public boolean contains(long address, long size) {
    ElfSegment segment = segmentAt(address);
    return segment != null && size >= 0 && size <= segment.fileEndAddress() - address;
  }

  /** The file offset that is loaded to the VA, empty when none is. */
  public OptionalLong fileOffset(long address) {
    ElfSegment segment = segmentAt(address);
    return segment == null
        ? OptionalLong.empty()
        : OptionalLong.of(segment.offset() + (address - segment.virtualAddress()));
  }

  /**
   * The file offset of {@code size} bytes at the VA.
   *
   * @throws RefusedException when the file holds no such bytes
   */
  public int offsetOf(long address, long size) {
    ElfSegment segment = segmentAt(address);
    if (segment == null || size < 0 || size > segment.fileEndAddress() - address) {
      throw image.refuse(
          "VA 0x" + Long.toHexString(address),
          "a reference to " + size + " bytes that no PT_LOAD brings from the file",
          "an address inside the file's segments",
          "the program is damaged or was changed after linking: build it again");
    }
    return (int) (segment.offset() + (address - segment.virtualAddress()));
  }

  /** The byte at the VA, 0 to 255. */
  public int byteAt(long address) {
    return bytes.byteAt(offsetOf(address, 1)) & 0xff;
  }

  /** The little-endian 32-bit word at the VA. */
  public int wordAt(long address) {
    return bytes.wordAt(offsetOf(address, 4));
  }

  /** The little-endian 64-bit word at the VA. */
  public long longAt(long address) {
    return bytes.longAt(offsetOf(address, 8));
  }

  /** A copy of {@code size} bytes from the VA. */
  public byte[] bytesAt(long address, long size) {
    int offset = offsetOf(address, size);
    byte[] copy = new byte[(int) size];
    bytes.copy(offset, copy);
    return copy;
  }

  /** The UTF-8 text from the VA up to the first NUL, which must come from the same segment. */
  public String textAt(long address) {
    int start = offsetOf(address, 1);
    int limit = (int) segmentAt(address).endOffset();
    int end = start;
    while (end < limit && bytes.byteAt(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - start];
    bytes.copy(start, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private ElfSegment segmentAt(long address) {
    if (last != null && last.containsInFile(address)) {
      return last;
    }
    for (ElfSegment segment : segments) {
      if (segment.containsInFile(address)) {
        last = segment;
        return segment;
      }
    }
    return null;
  }
}
