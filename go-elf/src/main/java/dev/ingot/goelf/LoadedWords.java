package dev.ingot.goelf;

import java.nio.ByteBuffer;

/** Walks the 8-aligned 64-bit words that PT_LOADs bring from the file, by ascending VA. */
public final class LoadedWords {
  private LoadedWords() {}

  /** Gets each word with its VA. */
  @FunctionalInterface
  public interface Visitor {
    void visit(long address, long word);
  }

  public static void forEach(ElfImage image, Visitor visitor) {
    ByteBuffer bytes = image.loadedBytes();
    for (ElfSegment segment : image.loadSegments()) {
      long first = segment.virtualAddress() + 7 & ~7L;
      long limit = segment.fileEndAddress() - 8;
      int shift = (int) (segment.offset() - segment.virtualAddress());
      for (long address = first; address <= limit; address += 8) {
        visitor.visit(address, bytes.getLong((int) address + shift));
      }
    }
  }
}
