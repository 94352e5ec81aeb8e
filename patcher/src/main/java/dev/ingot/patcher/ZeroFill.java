package dev.ingot.patcher;

import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.LinkRelocations;
import dev.ingot.goelf.ModuleData;
import java.util.List;
import java.util.Optional;

/**
 * Facts about a program's zero-filled data: {@code .bss} and {@code .noptrbss}, and with relocation
 * records C's beside them, which then moves too.
 */
final class ZeroFill {
  private static final long LARGEST_ALIGNMENT = 4096;

  private ZeroFill() {}

  /** The PT_LOAD that ends with the zero-filled data. */
  static ElfSegment segmentOf(GoProgram program) {
    ModuleData moduleData = program.moduleData();
    return program.image().loadSegments().stream()
        .filter(s -> s.isWritable() && s.contains(moduleData.bss()))
        .findFirst()
        .orElseThrow(
            () ->
                program
                    .image()
                    .refuse(
                        "moduledata bss",
                        "VA 0x%x, in no writable PT_LOAD".formatted(moduleData.bss()),
                        "an address in the data segment",
                        "the program is damaged: build it again"));
  }

  /** The linker's records of what is where, empty when it kept none. */
  static Optional<LinkRelocations> recordsOf(GoProgram program) {
    return LinkRelocations.of(program.image(), program.moduleData().text());
  }

  /** The VA of the first byte that moves. */
  static long start(GoProgram program) {
    return recordsOf(program).isEmpty()
        ? program.moduleData().bss()
        : sectionsOf(program).stream()
            .mapToLong(ElfSection::address)
            .min()
            .orElse(program.moduleData().bss());
  }

  /** The first VA behind what moves. */
  static long end(GoProgram program) {
    return recordsOf(program).isEmpty()
        ? program.moduleData().enoptrbss()
        : segmentOf(program).endAddress();
  }

  /** The section headers that describe the zero-filled data, empty when there are none. */
  static List<ElfSection> sectionsOf(GoProgram program) {
    ModuleData moduleData = program.moduleData();
    boolean withC = recordsOf(program).isPresent();
    ElfSegment segment = segmentOf(program);
    long start = withC ? segment.fileEndAddress() : moduleData.bss();
    long end = withC ? segment.endAddress() : moduleData.end();
    return program.image().sections().stream()
        .filter(s -> s.isAllocated() && s.type() == ElfSection.NO_BITS && !s.isThreadLocal())
        .filter(s -> s.address() >= start && s.endAddress() <= end)
        .toList();
  }

  /** The section headers that describe what moves, empty when there are none. */
  static List<ElfSection> sectionsIn(GoProgram program, BssMove move) {
    if (!move.covers(program.moduleData().noptrdata())) {
      return sectionsOf(program);
    }
    long end = Math.max(move.oldEnd(), program.moduleData().end());
    return program.image().sections().stream()
        .filter(ElfSection::isAllocated)
        .filter(s -> s.address() >= move.oldAddress() && s.endAddress() <= end)
        .toList();
  }

  /**
   * Bytes that a move must be a multiple of so that every variable stays aligned: what the sections
   * ask for, or without sections what the addresses can have asked for at most.
   */
  static long alignmentOf(GoProgram program) {
    List<ElfSection> sections = sectionsOf(program);
    if (!sections.isEmpty()) {
      // ELF gABI: 0 and 1 both mean no alignment.
      return Math.max(1, sections.stream().mapToLong(ElfSection::alignment).max().orElse(1));
    }
    ModuleData moduleData = program.moduleData();
    return Math.min(
        LARGEST_ALIGNMENT,
        Math.max(Long.lowestOneBit(moduleData.bss()), Long.lowestOneBit(moduleData.noptrbss())));
  }
}
