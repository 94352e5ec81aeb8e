package dev.ingot.image;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** The loadable segments of a static ELF, checked against what the nucleus can map. */
final class ProgramSegments {
  /** Bytes of a page: the nucleus uses the 4 KiB granule. */
  static final int PAGE = 4096;

  /** The nil page stays unmapped, as Linux's vm.mmap_min_addr keeps it. */
  private static final long LOWEST_ADDRESS = PAGE;

  /** The nucleus places mmap, the stack and the vDSO from here up (docs/nucleus.md, memory map). */
  private static final long HIGHEST_ADDRESS = 0x8000_0000_0000L;

  private ProgramSegments() {}

  /**
   * The PT_LOAD segments in the order of their addresses.
   *
   * @throws RefusedException if the file is dynamically linked or position independent, or a
   *     segment is writable and executable, out of range, or shares a page with its neighbour
   */
  static List<ElfSegment> of(ElfImage elf) {
    requireStatic(elf);
    List<ElfSegment> loads = new ArrayList<>();
    for (ElfSegment segment : elf.segments()) {
      if (segment.isLoad() && segment.memorySize() != 0) {
        loads.add(check(elf, segment));
      }
    }
    loads.sort((one, other) -> Long.compare(one.virtualAddress(), other.virtualAddress()));
    for (int i = 1; i < loads.size(); i++) {
      ElfSegment below = loads.get(i - 1);
      ElfSegment above = loads.get(i);
      if (pageEnd(below) > pageStart(above)) {
        throw new RefusedException(
            new Refusal(
                elf.name(),
                "PT_LOAD at 0x%x".formatted(above.virtualAddress()),
                "it shares a page with the segment that ends at 0x%x".formatted(below.endAddress()),
                "segments on pages of their own",
                "link without -R, or with -R 0x1000 or more"));
      }
    }
    return loads;
  }

  /**
   * Refuses a program that needs a dynamic loader: the image has none.
   *
   * @throws RefusedException with how to build it instead
   */
  static void requireStatic(ElfImage elf) {
    if (elf.segments().stream().anyMatch(s -> s.type() == ElfSegment.INTERPRETER)) {
      throw new RefusedException(
          new Refusal(
              elf.name(),
              "PT_INTERP",
              "a dynamically linked program",
              "a static executable",
              "build it with CGO_ENABLED=0 and without -buildmode=pie"));
    }
  }

  private static ElfSegment check(ElfImage elf, ElfSegment segment) {
    String place = "PT_LOAD at 0x%x".formatted(segment.virtualAddress());
    if (segment.isWritable() && segment.isExecutable()) {
      throw new RefusedException(
          new Refusal(
              elf.name(),
              place,
              "a segment that is writable and executable",
              "one or the other",
              "link with the stock Go linker, which never makes such a segment"));
    }
    long end = segment.endAddress();
    if (segment.virtualAddress() < LOWEST_ADDRESS
        || end < segment.virtualAddress()
        || end > HIGHEST_ADDRESS) {
      throw new RefusedException(
          new Refusal(
              elf.name(),
              place,
              "addresses 0x%x to 0x%x".formatted(segment.virtualAddress(), end),
              "0x%x to 0x%x".formatted(LOWEST_ADDRESS, HIGHEST_ADDRESS),
              "link at another address (-ldflags=-T=...), or move .bss elsewhere"));
    }
    return segment;
  }

  /** The first VA of the segment's first page. */
  static long pageStart(ElfSegment segment) {
    return segment.virtualAddress() & -PAGE;
  }

  private static long pageEnd(ElfSegment segment) {
    return (segment.endAddress() + PAGE - 1) & -PAGE;
  }
}
