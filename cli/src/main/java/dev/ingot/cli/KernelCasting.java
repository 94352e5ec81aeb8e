package dev.ingot.cli;

import dev.ingot.goelf.GoProgram;
import dev.ingot.image.freestanding.FreestandingBuilder;
import dev.ingot.image.freestanding.FreestandingImage;
import dev.ingot.image.freestanding.FreestandingSpec;
import dev.ingot.linkerscript.Board;
import dev.ingot.patcher.BarrierStub;
import dev.ingot.patcher.BssPlacement;
import java.io.IOException;

/** From a kernel's ELF to a freestanding image, with one line a stage on stderr. */
final class KernelCasting {
  private KernelCasting() {}

  static FreestandingImage of(
      ProgramOptions program,
      PatchingOptions patching,
      FreestandingOptions kernel,
      ByteSize memory,
      Stages stages)
      throws IOException {
    if (program.root().isPresent()
        || !program.environment().isEmpty()
        || program.argv().size() > 1) {
      throw kernel.usage(
          "a freestanding kernel has no arguments, environment or files: leave out what stands"
              + " behind --, --env and --root");
    }
    boolean movesData =
        switch (patching.bss()) {
          case BssPlacement.MoveBssAbove() -> true;
          case BssPlacement.KeepBss() -> false;
          default ->
              throw kernel.usage(
                  "--bss-at and --bss-by: with --freestanding the layout says where .bss goes");
        };
    GoProgram go = program.elf().read();
    Casting.reportRead(go, stages);
    FreestandingImage image =
        FreestandingBuilder.build(
            new FreestandingSpec(
                go,
                kernel.entry(),
                Board.qemuVirt(memory.bytes()),
                kernel.layout(),
                kernel.barrierFlag(),
                patching.stub(BarrierStub.SCRATCH),
                movesData,
                kernel.mmu(),
                kernel.stackSize(),
                patching.redirects()));
    Casting.report(image.plan(), stages);
    stages.done(
        "image",
        "%s bytes, layout %s, from 0x%x; %s is called by the boot stub",
        Stages.count(image.bytes().length),
        kernel.layout().name(),
        image.header().address(),
        kernel.entry());
    return image;
  }
}
