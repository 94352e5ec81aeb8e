package dev.ingot.asm;

import dev.ingot.asm.a64.InstructionEncoder;
import dev.ingot.asm.frontend.UnitAssembler;
import dev.ingot.asm.link.Extent;
import dev.ingot.asm.link.ExternalSymbols;
import dev.ingot.asm.link.Linker;
import dev.ingot.asm.object.ObjectUnit;
import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.SourceFiles;
import dev.ingot.asm.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Assembles A64 sources in the syntax of GNU {@code as}: into one flat image, or first into units
 * that are linked when their place is known. The subset is in docs/contracts.md, section 4. Calls
 * from several threads do not disturb each other.
 */
public final class Assembler {
  /** Alignment of each section of units that are linked later, bytes, unless they ask for more. */
  private static final long LEAST_ALIGNMENT = 16;

  private Assembler() {}

  /** Assembles and links; wrong sources give {@link Assembly.Rejected}, never an exception. */
  public static Assembly assemble(AssemblyJob job) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      List<ObjectUnit> units = units(job.units(), job.files(), job.predefined(), diagnostics);
      return RelocatableUnits.link(units, job.layout(), ExternalSymbols.none(), diagnostics);
    } catch (Diagnostics.AbortedException e) {
      // The reason is the last diagnostic.
      return new Assembly.Rejected(diagnostics.all());
    }
  }

  /**
   * Assembles sources whose addresses are not known yet; wrong ones give {@link
   * Translation.Rejected}, never an exception.
   */
  public static Translation translate(List<SourceText> sources, SourceFiles files) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      List<ObjectUnit> units = units(sources, files, Map.of(), diagnostics);
      if (!diagnostics.hasErrors()) {
        Extent extent = Linker.extent(units, LEAST_ALIGNMENT, diagnostics);
        if (!diagnostics.hasErrors()) {
          return new Translation.Translated(new RelocatableUnits(units, extent), diagnostics.all());
        }
      }
    } catch (Diagnostics.AbortedException e) {
      // The reason is the last diagnostic.
    }
    return new Translation.Rejected(diagnostics.all());
  }

  private static List<ObjectUnit> units(
      List<SourceText> sources,
      SourceFiles files,
      Map<String, Long> predefined,
      Diagnostics diagnostics) {
    List<ObjectUnit> units = new ArrayList<>();
    try (InstructionEncoder encoder = new InstructionEncoder()) {
      for (SourceText source : sources) {
        units.add(UnitAssembler.assemble(source, files, predefined, encoder, diagnostics));
      }
    }
    return units;
  }
}
