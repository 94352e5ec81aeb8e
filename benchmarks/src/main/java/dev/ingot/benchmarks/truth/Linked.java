package dev.ingot.benchmarks.truth;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.ModuleDataLayout;
import dev.ingot.goelf.ModuleDataLayout.BssField;
import dev.ingot.patcher.BssReferences;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** A program as linked in one way, and what the patcher finds in it without any help. */
record Linked(Path file, GoProgram program, BssReferences references) {
  static Linked read(Path file) {
    GoProgram program = GoProgram.of(ElfImage.read(file));
    return new Linked(file, program, BssReferences.found(program));
  }

  ModuleData moduleData() {
    return program.moduleData();
  }

  /**
   * Whether a word that holds an address of the zero-filled data must follow it. The fields of the
   * moduledata may name its end too, which other words name only as the start of something else.
   * Its {@code edata} ends the initialised data, which stays, and is the same number as the start
   * of {@code .bss} where no padding lies between the two (Go 1.22's cmd/compile).
   */
  boolean refersToBss(long place, long value) {
    if (place == moduleData().address() + ModuleDataLayout.EDATA) {
      return false;
    }
    return moduleData().isZeroFilled(value)
        || moduleDataFields().contains(place)
            && value >= moduleData().bss()
            && value <= moduleData().end();
  }

  private Set<Long> moduleDataFields() {
    return moduleData().layout().bssFields().stream()
        .map(BssField::offset)
        .map(offset -> moduleData().address() + offset)
        .collect(Collectors.toSet());
  }
}
