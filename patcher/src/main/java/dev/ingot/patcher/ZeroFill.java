package dev.ingot.patcher;

import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ModuleData;
import java.util.List;

/** Facts about a program's {@code .bss} and {@code .noptrbss}. */
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

  /** The section headers that describe the zero-filled data, empty when there are none. */
  static List<ElfSection> sectionsOf(GoProgram program) {
    ModuleData moduleData = program.moduleData();
    return program.image().sections().stream()
        .filter(s -> s.isAllocated() && s.type() == ElfSection.NO_BITS)
        .filter(s -> s.address() >= moduleData.bss() && s.endAddress() <= moduleData.end())
        .toList();
  }

  /**
   * Bytes that a move must be a multiple of so that every variable stays aligned: what the sections
   * ask for, or without sections what the addresses can have asked for at most.
   */
  static long alignmentOf(GoProgram program) {
    List<ElfSection> sections = sectionsOf(program);
    if (!sections.isEmpty()) {
      return sections.stream().mapToLong(ElfSection::alignment).max().orElse(1);
    }
    ModuleData moduleData = program.moduleData();
    return Math.min(
        LARGEST_ALIGNMENT,
        Math.max(Long.lowestOneBit(moduleData.bss()), Long.lowestOneBit(moduleData.noptrbss())));
  }
}
