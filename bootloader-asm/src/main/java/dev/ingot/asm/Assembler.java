package dev.ingot.asm;

import dev.ingot.asm.a64.InstructionEncoder;
import dev.ingot.asm.frontend.UnitAssembler;
import dev.ingot.asm.link.LinkedImage;
import dev.ingot.asm.link.Linker;
import dev.ingot.asm.object.ObjectUnit;
import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Assembles A64 sources in the syntax of GNU {@code as} into one flat image. The subset is in
 * docs/contracts.md, section 4. Calls from several threads do not disturb each other.
 */
public final class Assembler {
  private Assembler() {}

  /** Assembles and links; wrong sources give {@link Assembly.Rejected}, never an exception. */
  public static Assembly assemble(AssemblyJob job) {
    Diagnostics diagnostics = new Diagnostics();
    try (InstructionEncoder encoder = new InstructionEncoder()) {
      List<ObjectUnit> units = new ArrayList<>();
      for (SourceText source : job.units()) {
        units.add(
            UnitAssembler.assemble(source, job.files(), job.predefined(), encoder, diagnostics));
      }
      if (!diagnostics.hasErrors()) {
        LinkedImage image = Linker.link(units, job.layout(), diagnostics);
        if (!diagnostics.hasErrors()) {
          return new Assembly.Assembled(image, diagnostics.all());
        }
      }
    } catch (Diagnostics.AbortedException e) {
      // The reason is the last diagnostic.
    }
    return new Assembly.Rejected(diagnostics.all());
  }
}
