package dev.ingot.image.freestanding;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.MemoryRegion;
import java.util.List;

/** Refuses kernels that cannot run where the layout puts them. */
final class KernelChecks {
  private static final int MOST_NAMED = 8;

  private KernelChecks() {}

  /** The entry function, found by the function table so that stripped kernels have it. */
  static GoFunction entryOf(FreestandingSpec spec) {
    GoProgram program = spec.program();
    return program
        .functionNamed(spec.entry())
        .orElseThrow(
            () ->
                program
                    .image()
                    .refuse(
                        "entry function",
                        "no function " + spec.entry(),
                        mainFunctions(program),
                        "name one with --entry; keep it alive by calling it from main.main, and"
                            + " write //go:noinline in front of it"));
  }

  private static String mainFunctions(GoProgram program) {
    List<String> names =
        program.pclntab().functions().stream()
            .map(GoFunction::name)
            .filter(name -> name.startsWith("main."))
            .limit(MOST_NAMED)
            .toList();
    return names.isEmpty() ? "a function of the program" : String.join(", ", names);
  }

  /** Code and constants must have been linked into the memory for code, clear of its first page. */
  static void requirePlaced(GoProgram program, FreestandingSpec spec, Layout.Placement placement) {
    MemoryRegion code = placement.code();
    for (ElfSegment segment : program.image().loadSegments()) {
      boolean stays = !segment.isWritable() || !placement.copiesData();
      if (stays && !code.contains(segment.virtualAddress(), segment.memorySize())) {
        throw program
            .image()
            .refuse(
                "PT_LOAD at VA 0x%x".formatted(segment.virtualAddress()),
                "linked for VA 0x%x to 0x%x"
                    .formatted(segment.virtualAddress(), segment.endAddress()),
                "%s, 0x%x to 0x%x, for layout %s"
                    .formatted(code.name(), code.start(), code.end(), spec.layout().name()),
                "link it there: go build -ldflags \"$(ingot go-flags --layout %s)\""
                    .formatted(spec.layout().name()));
      }
    }
    long first = program.moduleData().text();
    if (first < code.start() + PageTables.PAGE) {
      throw program
          .image()
          .refuse(
              "text",
              "VA 0x%x".formatted(first),
              "0x%x or higher: the image's header comes first"
                  .formatted(code.start() + PageTables.PAGE),
              "link it there: go build -ldflags \"$(ingot go-flags --layout %s)\""
                  .formatted(spec.layout().name()));
    }
  }

  /** Image and data must fit their memories. */
  static void requireRoom(
      FreestandingSpec spec, Layout.Placement placement, long imageEnd, long dataEnd) {
    require(spec, placement.code(), imageEnd, "a larger flash");
    require(spec, placement.data(), dataEnd, "give the machine more memory (--memory)");
  }

  private static void require(FreestandingSpec spec, MemoryRegion region, long end, String remedy) {
    if (end > region.end()) {
      throw spec.program()
          .image()
          .refuse(
              "memory " + region.name(),
              "0x%x bytes needed".formatted(end - region.start()),
              "0x%x bytes".formatted(region.size()),
              remedy);
    }
  }
}
