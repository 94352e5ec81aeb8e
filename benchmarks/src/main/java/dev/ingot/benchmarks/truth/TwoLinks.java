package dev.ingot.benchmarks.truth;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The truth by two links of one program that place its segments at other distances: a word that
 * differs is one that the linker relocated.
 */
final class TwoLinks {
  private static final long PAGE = 0x1000;

  private final Linked one;
  private final Linked other;
  private final ImageMemory memory;
  private final ImageMemory otherMemory;
  private final long shift;

  private TwoLinks(Linked one, Linked other) {
    this.one = one;
    this.other = other;
    this.memory = one.program().image().memory();
    this.otherMemory = other.program().image().memory();
    this.shift = other.moduleData().bss() - one.moduleData().bss();
  }

  /**
   * The scores of the first link.
   *
   * @throws IllegalStateException when both are not the same program
   */
  static List<Score> scores(Linked one, Linked other) {
    TwoLinks links = new TwoLinks(one, other);
    if (one.moduleData().zeroFilledSize() != other.moduleData().zeroFilledSize()
        || one.moduleData().etext() - one.moduleData().text()
            != other.moduleData().etext() - other.moduleData().text()) {
      throw new IllegalStateException(one.file() + " and " + other.file() + " differ in size");
    }
    return List.of(
        Score.of("ADRP pairs", links.relocatedPages(), one.references().pages()),
        Score.of("pointers", links.relocatedPointers(), one.references().pointers()));
  }

  /**
   * Instructions that differ and whose page meets the zero-filled data. A page that other data
   * shares is the reference's only when the instruction behind says so.
   */
  private Set<Long> relocatedPages() {
    ModuleData m = one.moduleData();
    Set<Long> pages = new TreeSet<>();
    for (long at = m.text(); at + 8 <= m.etext(); at += 4) {
      long there = at - m.text() + other.moduleData().text();
      if (memory.wordAt(at) == otherMemory.wordAt(there)) {
        continue;
      }
      if (!(Instruction.decode(memory.wordAt(at)) instanceof AddressOfPage adrp)) {
        throw new IllegalStateException(
            "%s: VA 0x%x differs and is no ADRP".formatted(one.file(), at));
      }
      long page = adrp.page(at);
      boolean whole = page >= m.bss() && page + PAGE <= m.enoptrbss();
      boolean meets = page + PAGE > m.bss() && page < m.enoptrbss();
      if (whole || meets && m.isZeroFilled(page + lowPart(memory.wordAt(at + 4)))) {
        pages.add(at);
      }
    }
    return pages;
  }

  private static long lowPart(int word) {
    return switch (Instruction.decode(word)) {
      case Instruction.AddImmediate add -> add.immediate();
      case Instruction.LoadStore access -> access.offset();
      default -> 0;
    };
  }

  /** Words outside of the text that differ by as much as the zero-filled data does. */
  private Set<Long> relocatedPointers() {
    Set<Long> pointers = new TreeSet<>();
    List<ElfSegment> loads = one.program().image().loadSegments();
    List<ElfSegment> otherLoads = other.program().image().loadSegments();
    for (int i = 0; i < loads.size(); i++) {
      ElfSegment segment = loads.get(i);
      long distance = otherLoads.get(i).virtualAddress() - segment.virtualAddress();
      long last = Math.min(segment.fileEndAddress(), otherLoads.get(i).fileEndAddress() - distance);
      for (long at = segment.virtualAddress(); at + 8 <= last && !segment.isExecutable(); at += 8) {
        long value = memory.longAt(at);
        if (one.refersToBss(at, value) && otherMemory.longAt(at + distance) == value + shift) {
          pointers.add(at);
        }
      }
    }
    return pointers;
  }
}
