package dev.ingot.patcher;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import java.util.ArrayList;
import java.util.List;

/** The program headers of the patched file. */
final class NewSegments {
  /** Code, zero-filled data of Ingot's, the moved data, and notes without any of them. */
  static final int MOST_ADDED = 4;

  private NewSegments() {}

  /**
   * The original's with the zero-filled data cut off, if it moves, and Ingot's own added.
   *
   * @param own what the added segments hold
   */
  static List<ElfSegment> of(GoProgram program, Placement placement, OwnSegments own) {
    List<ElfSegment> loads = new ArrayList<>();
    ElfSegment data = ZeroFill.segmentOf(program);
    for (ElfSegment segment : program.image().loadSegments()) {
      boolean moves = segment.equals(data) && placement.bss().delta() != 0;
      loads.add(moves ? movedOrCut(segment, placement.bss()) : segment);
    }
    if (own.codeSize() > 0) {
      loads.add(
          load(
              ElfSegment.READABLE | ElfSegment.EXECUTABLE,
              placement.stubsOffset(),
              placement.stubs(),
              own.codeSize(),
              own.codeSize()));
    }
    if (own.zerosSize() > 0) {
      loads.add(zeroFilled(placement.counters(), own.zerosSize()));
    }
    if (placement.bss().delta() != 0 && placement.bss().oldAddress() != data.virtualAddress()) {
      loads.add(zeroFilled(placement.bss().newAddress(), placement.bss().size()));
    }
    loads.sort((one, other) -> Long.compare(one.virtualAddress(), other.virtualAddress()));
    return inTable(program.image().segments(), loads);
  }

  /** PT_LOADs together, in the place of the first; the rest keeps its order. */
  private static List<ElfSegment> inTable(List<ElfSegment> original, List<ElfSegment> loads) {
    List<ElfSegment> others = original.stream().filter(s -> !s.isLoad()).toList();
    int total = others.size() + loads.size();
    List<ElfSegment> table = new ArrayList<>(total);
    for (ElfSegment segment : others) {
      boolean isTable = segment.type() == ElfSegment.PROGRAM_HEADERS;
      table.add(isTable ? HeaderTables.resized(segment, total) : segment);
    }
    int firstLoad = (int) original.stream().takeWhile(s -> !s.isLoad()).count();
    table.addAll(firstLoad, loads);
    return List.copyOf(table);
  }

  /**
   * The writable segment: without its zero-filled data when only that moves, else at its new VA,
   * with the old one as {@code p_paddr}, where its initial values stay.
   */
  private static ElfSegment movedOrCut(ElfSegment s, BssMove move) {
    if (move.oldAddress() != s.virtualAddress()) {
      return s.withSizes(s.fileSize(), s.fileSize());
    }
    return new ElfSegment(
        s.type(),
        s.flags(),
        s.offset(),
        move.newAddress(),
        s.physicalAddress(),
        s.fileSize(),
        s.memorySize(),
        s.alignment());
  }

  private static ElfSegment load(
      int flags, long offset, long address, long fileSize, long memorySize) {
    return new ElfSegment(
        ElfSegment.LOAD,
        flags,
        offset,
        address,
        address,
        fileSize,
        memorySize,
        Placement.LARGEST_PAGE);
  }

  /**
   * Zero-filled memory from the start of the VA's page. It has no bytes in the file, but its offset
   * must be congruent to its VA and small enough to exist.
   */
  private static ElfSegment zeroFilled(long address, long size) {
    long start = address & -Placement.PAGE;
    return load(
        ElfSegment.READABLE | ElfSegment.WRITABLE,
        start % Placement.LARGEST_PAGE,
        start,
        0,
        address + size - start);
  }
}
