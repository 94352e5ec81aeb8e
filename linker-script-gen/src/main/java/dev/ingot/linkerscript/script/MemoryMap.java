package dev.ingot.linkerscript.script;

import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.GenericTimer;
import dev.ingot.linkerscript.Layout.Placement;
import dev.ingot.linkerscript.MemoryRegion;
import dev.ingot.linkerscript.MemoryRegion.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The part of a script that tells the board: MEMORY, and symbols for what is no memory. */
final class MemoryMap {
  private final Board board;
  private final Placement placement;

  MemoryMap(Board board, Placement placement) {
    this.board = board;
    this.placement = placement;
  }

  /** The MEMORY command: everything that sections can be put in. */
  String memory() {
    StringBuilder text = new StringBuilder("MEMORY\n{\n");
    for (MemoryRegion region : memories()) {
      text.append("  /* %s */\n".formatted(describe(region)));
      text.append(
          "  %s (%s) : ORIGIN = 0x%x, LENGTH = 0x%x\n"
              .formatted(
                  region.name(),
                  region.use() == Use.FLASH ? "rx" : "rwx",
                  region.start(),
                  region.size()));
    }
    return text.append("}\n").toString();
  }

  /** Symbols for devices, reserved memory and the timer, so that no address is written twice. */
  String symbols() {
    StringBuilder text = new StringBuilder();
    for (MemoryRegion region : symbolRegions()) {
      text.append("/* %s */\n".formatted(describe(region)));
      text.append("__board_%s_start = 0x%x;\n".formatted(region.name(), region.start()));
      text.append("__board_%s_end = 0x%x;\n".formatted(region.name(), region.end()));
    }
    board.timer().ifPresent(timer -> text.append(describe(timer)));
    return text.toString();
  }

  /** The reserved regions that lie in RAM. */
  Stream<MemoryRegion> reservedRam() {
    return board
        .regions(Use.RESERVED)
        .filter(r -> board.regions(Use.RAM).anyMatch(bank -> bank.overlaps(r)));
  }

  private List<MemoryRegion> symbolRegions() {
    return Stream.concat(board.regions(Use.DEVICE), board.regions(Use.RESERVED)).toList();
  }

  private List<MemoryRegion> memories() {
    List<MemoryRegion> memories = new ArrayList<>(board.regions(Use.FLASH).toList());
    for (MemoryRegion bank : board.regions(Use.RAM).toList()) {
      List<MemoryRegion> free = board.freeRam(bank);
      int part = free.stream().anyMatch(this::holdsImage) ? 2 : 1;
      for (MemoryRegion range : free) {
        memories.add(holdsImage(range) ? placement.data() : renamed(range, partName(bank, part++)));
      }
    }
    return memories;
  }

  private boolean holdsImage(MemoryRegion range) {
    return range.contains(board.imageAddress(), 1);
  }

  /** A bank's own name, then {@code ram.2} and so on: no region's name in a board has a dot. */
  private static String partName(MemoryRegion bank, int part) {
    return part == 1 ? bank.name() : bank.name() + "." + part;
  }

  private static MemoryRegion renamed(MemoryRegion region, String name) {
    return new MemoryRegion(name, region.use(), region.start(), region.size(), region.note());
  }

  private static String describe(MemoryRegion region) {
    String use =
        switch (region.use()) {
          case FLASH -> "read-only memory that holds the image at reset";
          case DEVICE -> "device registers";
          case RAM -> "free RAM";
          case RESERVED -> "reserved, not to be written";
        };
    String note = region.note().isEmpty() ? "" : " (" + region.note() + ")";
    return "%s: %s, %s%s".formatted(region.name(), use, size(region.size()), note);
  }

  private static String describe(GenericTimer timer) {
    return """
    /* timer: interrupt numbers of the generic timer at the GIC */
    __board_timer_physical = %d;
    __board_timer_virtual = %d;
    """
        .formatted(timer.physical(), timer.virtual());
  }

  private static String size(long bytes) {
    if (bytes % (1L << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes % (1L << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }
}
