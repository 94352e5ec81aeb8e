package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import java.util.OptionalLong;

/**
 * Where Ingot's segments and the moved data go. Each starts in a 64 KiB page of its own, so that
 * kernels with 4, 16 and 64 KiB pages can give each its own permissions.
 *
 * @param stubs VA of the stub segment
 * @param stubsOffset its file offset, congruent to the VA modulo 64 KiB
 * @param counters VA of what the stubs write, behind which the user's variables follow
 * @param bss the move of the zero-filled data
 */
record Placement(long stubs, long stubsOffset, long counters, BssMove bss) {
  /** The largest page of an AArch64 kernel (Arm ARM D8.1.8), and Go's segment alignment. */
  static final long LARGEST_PAGE = 0x1_0000;

  /** Pages that ADRP counts in. */
  static final long PAGE = 0x1000;

  /** More than the notes that give way to program headers take. */
  private static final long ROOM_FOR_NOTES = PAGE;

  /** VAs of a user program are below this. */
  private static final long ADDRESS_LIMIT = 1L << 48;

  static Placement of(GoProgram program, PatchOptions options, OwnSegments own) {
    ElfImage image = program.image();
    long stubsOffset = alignUp(image.size(), PAGE);
    long codeEnd = options.freestanding().map(Freestanding::codeEnd).orElse(image.endAddress());
    long stubs = alignUp(codeEnd, LARGEST_PAGE) + stubsOffset % LARGEST_PAGE;
    OptionalLong data = options.freestanding().map(Freestanding::data).orElse(OptionalLong.empty());
    if (data.isPresent()) {
      long ownData = Math.max(LARGEST_PAGE, alignUp(own.zerosSize(), LARGEST_PAGE));
      BssMove move = moveOfWritable(program, options.bss(), data.getAsLong() + ownData);
      return new Placement(stubs, stubsOffset, data.getAsLong(), move);
    }
    long counters = alignUp(stubs + own.codeSize() + ROOM_FOR_NOTES, LARGEST_PAGE);
    long free = counters + Math.max(PAGE, alignUp(own.zerosSize(), PAGE));
    BssMove move = moveOf(program, options.bss(), alignUp(free, LARGEST_PAGE));
    if (move.delta() != 0) {
      requireAligned(program, move);
      requireFree(program, move, free);
    }
    return new Placement(stubs, stubsOffset, counters, move);
  }

  /** The new VA is congruent to the old one modulo 64 KiB: the bytes in the file stay. */
  private static BssMove moveOfWritable(GoProgram program, BssPlacement placement, long free) {
    if (placement instanceof BssPlacement.KeepBss) {
      return moveOf(program, placement, free);
    }
    if (ZeroFill.recordsOf(program).isPresent()) {
      throw program
          .image()
          .refuse(
              "writable segment",
              "linked by a C linker, with relocation records",
              "one of Go's own linker, whose parts are known",
              "build the kernel with CGO_ENABLED=0");
    }
    long old = ZeroFill.segmentOf(program).virtualAddress();
    return new BssMove(old, free + old % LARGEST_PAGE, ZeroFill.end(program) - old);
  }

  private static BssMove moveOf(GoProgram program, BssPlacement placement, long free) {
    long old = ZeroFill.start(program);
    long target =
        switch (placement) {
          case BssPlacement.KeepBss() -> old;
          case BssPlacement.MoveBssAbove() -> free + old % PAGE;
          case BssPlacement.MoveBssTo(long address) -> address;
          case BssPlacement.MoveBssBy(long delta) -> old + delta;
        };
    return new BssMove(old, target, ZeroFill.end(program) - old);
  }

  private static void requireAligned(GoProgram program, BssMove move) {
    long alignment = ZeroFill.alignmentOf(program);
    if (move.delta() % alignment != 0) {
      throw program
          .image()
          .refuse(
              "move of .bss",
              "by 0x%x bytes".formatted(move.delta()),
              "a multiple of its alignment, 0x%x".formatted(alignment),
              "move it to VA 0x%x instead"
                  .formatted(move.newAddress() - Math.floorMod(move.delta(), alignment)));
    }
  }

  /** Refuses a target that shares a 64 KiB page with anything else. */
  private static void requireFree(GoProgram program, BssMove move, long ownEnd) {
    ElfImage image = program.image();
    long start = move.newAddress() & -LARGEST_PAGE;
    long end = move.newAddress() + move.size();
    if (move.newAddress() < PAGE || end > ADDRESS_LIMIT) {
      throw occupied(image, move, "outside of the address space", ownEnd);
    }
    ElfSegment data = ZeroFill.segmentOf(program);
    for (ElfSegment segment : image.loadSegments()) {
      long segmentEnd = segment.equals(data) ? segment.fileEndAddress() : segment.endAddress();
      if (start < alignUp(segmentEnd, LARGEST_PAGE)
          && segment.virtualAddress() < alignUp(end, LARGEST_PAGE)) {
        throw occupied(
            image,
            move,
            "in the pages of the PT_LOAD at VA 0x%x".formatted(segment.virtualAddress()),
            ownEnd);
      }
    }
    if (start < ownEnd && end > image.endAddress() && ownEnd > image.endAddress()) {
      throw occupied(image, move, "in the pages of the stubs or counters", ownEnd);
    }
  }

  private static RefusedException occupied(
      ElfImage image, BssMove move, String found, long ownEnd) {
    return image.refuse(
        "move of .bss to VA 0x%x, %d bytes".formatted(move.newAddress(), move.size()),
        found,
        "free 64 KiB pages below 2^48",
        "0x%x and above is free".formatted(alignUp(ownEnd, LARGEST_PAGE)));
  }

  static long alignUp(long value, long alignment) {
    return (value + alignment - 1) / alignment * alignment;
  }
}
