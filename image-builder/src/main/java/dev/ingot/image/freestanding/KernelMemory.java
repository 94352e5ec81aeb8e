package dev.ingot.image.freestanding;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.linkerscript.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a patched kernel lie: in the image, and in memory when it runs.
 *
 * @param pieces bytes of the image
 * @param copies {from, to, bytes}: what runs elsewhere than it is loaded
 * @param clears {start, bytes}: what starts as zero, in memory that can be written
 * @param imageEnd PA behind the last piece
 * @param dataEnd PA behind all that the program has in the memory for data
 */
record KernelMemory(
    List<Piece> pieces, List<long[]> copies, List<long[]> clears, long imageEnd, long dataEnd) {
  /**
   * Bytes of the image.
   *
   * @param address PA of the first
   * @param offset in the patched ELF
   * @param size bytes
   */
  record Piece(long address, long offset, long size) {}

  private static final long WORD = Long.BYTES;

  /**
   * Lays a kernel out.
   *
   * @param patched whose {@code p_paddr} say where bytes are loaded; those outside of the memory
   *     for code are put behind the rest
   * @param blockEnd PA behind the boot stub's block
   */
  static KernelMemory of(ElfImage patched, Layout.Placement placement, long blockEnd) {
    List<Piece> pieces = new ArrayList<>();
    List<long[]> copies = new ArrayList<>();
    List<long[]> clears = new ArrayList<>();
    long dataEnd = placement.data().start();
    long imageEnd = blockEnd;
    List<ElfSegment> elsewhere = new ArrayList<>();
    for (ElfSegment segment : patched.loadSegments()) {
      boolean inData = placement.data().contains(segment.virtualAddress(), segment.memorySize());
      if (inData) {
        dataEnd = Math.max(dataEnd, segment.endAddress());
      }
      if (inData && segment.memorySize() > segment.fileSize()) {
        long start = up(segment.fileEndAddress(), WORD);
        clears.add(new long[] {start, up(segment.endAddress(), WORD) - start});
      }
      if (segment.fileSize() == 0) {
        continue;
      }
      if (placement.code().contains(segment.physicalAddress(), segment.fileSize())) {
        pieces.add(new Piece(segment.physicalAddress(), segment.offset(), segment.fileSize()));
        imageEnd = Math.max(imageEnd, segment.physicalAddress() + segment.fileSize());
        addCopy(copies, segment, segment.physicalAddress());
      } else {
        elsewhere.add(segment);
      }
    }
    for (ElfSegment segment : elsewhere) {
      long address = up(imageEnd, PageTables.PAGE);
      pieces.add(new Piece(address, segment.offset(), segment.fileSize()));
      imageEnd = address + segment.fileSize();
      addCopy(copies, segment, address);
    }
    return new KernelMemory(
        pieces, copies, clears, up(imageEnd, PageTables.PAGE), Math.max(dataEnd, 0));
  }

  private static void addCopy(List<long[]> copies, ElfSegment segment, long from) {
    if (from != segment.virtualAddress()) {
      copies.add(new long[] {from, segment.virtualAddress(), up(segment.fileSize(), WORD)});
    }
  }

  static long up(long value, long alignment) {
    return (value + alignment - 1) / alignment * alignment;
  }
}
