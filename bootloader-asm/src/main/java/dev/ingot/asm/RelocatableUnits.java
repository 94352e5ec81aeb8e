package dev.ingot.asm;

import dev.ingot.asm.link.Extent;
import dev.ingot.asm.link.ExternalSymbols;
import dev.ingot.asm.link.LinkedImage;
import dev.ingot.asm.link.Linker;
import dev.ingot.asm.link.MemoryLayout;
import dev.ingot.asm.object.ObjectUnit;
import dev.ingot.asm.source.Diagnostics;
import java.util.List;
import java.util.OptionalLong;

/** Assembled units that wait for their addresses. To be linked once: linking fills them in. */
public final class RelocatableUnits {
  private final List<ObjectUnit> units;
  private final Extent extent;

  RelocatableUnits(List<ObjectUnit> units, Extent extent) {
    this.units = List.copyOf(units);
    this.extent = extent;
  }

  /** The room that they need. */
  public Extent extent() {
    return extent;
  }

  /**
   * Puts them at their addresses.
   *
   * @param image address of text, rodata and data, a multiple of the extent's alignment
   * @param zeros address of {@code .bss}, as aligned
   * @param externals names that the units use and do not define
   */
  public Assembly link(long image, long zeros, ExternalSymbols externals) {
    MemoryLayout layout = new MemoryLayout(image, extent.alignment(), OptionalLong.of(zeros));
    Diagnostics diagnostics = new Diagnostics();
    try {
      return link(units, layout, externals, diagnostics);
    } catch (Diagnostics.AbortedException e) {
      // The reason is the last diagnostic.
      return new Assembly.Rejected(diagnostics.all());
    }
  }

  static Assembly link(
      List<ObjectUnit> units,
      MemoryLayout layout,
      ExternalSymbols externals,
      Diagnostics diagnostics) {
    if (!diagnostics.hasErrors()) {
      LinkedImage image = Linker.link(units, layout, externals, diagnostics);
      if (!diagnostics.hasErrors()) {
        return new Assembly.Assembled(image, diagnostics.all());
      }
    }
    return new Assembly.Rejected(diagnostics.all());
  }
}
