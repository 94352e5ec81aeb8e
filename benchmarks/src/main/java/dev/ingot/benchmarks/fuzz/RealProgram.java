package dev.ingot.benchmarks.fuzz;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.ModuleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that a Go toolchain built, with the places of its tables. */
final class RealProgram {
  private static final int TABLE_HEADER_SIZE = 72;
  private static final int MODULE_DATA_SIZE = 0x200;

  /** Bytes of the larger tables that are damaged: their starts are as good as the rest. */
  private static final int STRETCH = 0x400;

  private RealProgram() {}

  static FuzzSeed read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    ElfImage image = ElfImage.of(bytes.clone(), path.getFileName().toString());
    GoProgram program = GoProgram.of(image);
    ModuleData moduleData = program.moduleData();
    ImageMemory memory = image.memory();
    List<FuzzRegion> regions = new ArrayList<>();
    int segments = (int) image.programHeaderOffset();
    int sections = (int) image.sectionHeaderOffset();
    regions.add(new FuzzRegion("ELF header", 16, ElfLayout.HEADER_SIZE, 2));
    regions.add(
        new FuzzRegion(
            "program headers",
            segments,
            segments + image.segments().size() * ElfLayout.PROGRAM_HEADER_SIZE,
            8));
    if (!image.sections().isEmpty()) {
      regions.add(
          new FuzzRegion(
              "section headers",
              sections,
              sections + image.sections().size() * ElfLayout.SECTION_HEADER_SIZE,
              8));
    }
    add(regions, memory, "pclntab header", program.pclntab().address(), TABLE_HEADER_SIZE, 8);
    long functions = memory.longAt(program.pclntab().address() + TABLE_HEADER_SIZE - Long.BYTES);
    add(regions, memory, "ftab", program.pclntab().address() + functions, STRETCH, 4);
    add(regions, memory, "moduledata", moduleData.address(), MODULE_DATA_SIZE, 8);
    add(regions, memory, "GC program", moduleData.gcdata(), 32, 1);
    add(regions, memory, "types", moduleData.types(), STRETCH, 4);
    add(regions, memory, "text", moduleData.text(), STRETCH, 4);
    return new FuzzSeed(image.name(), bytes, regions);
  }

  private static void add(
      List<FuzzRegion> regions, ImageMemory memory, String name, long va, int size, int field) {
    int start = memory.offsetOf(va, size);
    regions.add(new FuzzRegion(name, start, start + size, field));
  }
}
