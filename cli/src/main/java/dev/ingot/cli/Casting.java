package dev.ingot.cli;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.image.FlatImage;
import dev.ingot.image.ImageBuilder;
import dev.ingot.image.ImageSpec;
import dev.ingot.linkerscript.Board;
import dev.ingot.patcher.BarrierCounter;
import dev.ingot.patcher.BarrierStub;
import dev.ingot.patcher.BssMove;
import dev.ingot.patcher.DebugInfo;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import dev.ingot.patcher.RedirectedFunction;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From an ELF to an image, with one line a stage on stderr.
 *
 * @param plan what was patched
 * @param patched the patched ELF
 * @param image the image around it
 */
record Casting(PatchPlan plan, ElfImage patched, FlatImage image) {
  static Casting of(
      ProgramOptions program, PatchingOptions patching, ByteSize memory, Stages stages)
      throws IOException {
    stages.working("read", program.elf().path().toString());
    GoProgram go = program.elf().read();
    reportRead(go, stages);
    ImageBuilder.requireBootable(go.image());
    stages.working("patch", go.image().name());
    PatchPlan plan = Patcher.plan(go, patching.read(DebugInfo.STAYS));
    report(plan, stages);
    stages.working("image", go.image().name());
    ElfImage patched = ElfImage.of(plan.emit(), go.image().name());
    FlatImage image =
        ImageBuilder.build(
            new ImageSpec(
                patched,
                program.argv(),
                program.environment(),
                program.root(),
                Board.qemuVirt(memory.bytes())));
    stages.done(
        "image",
        "%s bytes, of them the nucleus %s",
        Stages.count(image.header().fileSize()),
        Stages.count(image.header().nucleusSize()));
    return new Casting(plan, patched, image);
  }

  /** The stage line of a program that was read. */
  static void reportRead(GoProgram go, Stages stages) {
    stages.done(
        "read",
        "%s: %s, %s functions, %s bytes",
        go.image().name(),
        go.release(),
        Stages.count(go.pclntab().functions().size()),
        Stages.count(go.image().bytes().capacity()));
  }

  /** The stage lines of a plan. */
  static void report(PatchPlan plan, Stages stages) {
    if (stages.isQuiet()) {
      return;
    }
    stages.done("patch", "%s", redirections(plan));
    for (RedirectedFunction function : plan.redirects()) {
      stages.done(
          "",
          "%s calls of %s go to %s",
          Stages.count(function.sites()),
          function.symbol(),
          function.target());
    }
    BssMove move = plan.bssMove();
    stages.done(
        "",
        "%s: %s bytes %s",
        move.covers(plan.program().moduleData().noptrdata()) ? ".data and .bss" : ".bss",
        Stages.count(move.size()),
        move.delta() == 0
            ? "stay at 0x%x".formatted(move.oldAddress())
            : "moved from 0x%x to 0x%x".formatted(move.oldAddress(), move.newAddress()));
  }

  /** What a reader of the patched program has to know, one line each. */
  static void notes(PatchPlan plan, Stages stages) {
    for (String warning : plan.warnings()) {
      stages.done("note", "%s", warning);
    }
  }

  private static String redirections(PatchPlan plan) {
    List<BarrierCounter> counters = plan.counters();
    if (plan.options().stub() == BarrierStub.KEEP) {
      return "no barrier call redirected";
    }
    if (plan.options().stub() == BarrierStub.SCRATCH) {
      return "%s barrier calls redirected to scratch stubs"
          .formatted(Stages.count(plan.sites().size() - redirectedByRequest(plan)));
    }
    if (plan.options().stub() == BarrierStub.TRAP) {
      return "the first barrier call stops the program";
    }
    return "%s barrier calls redirected (%s)"
        .formatted(
            Stages.count(counters.stream().mapToLong(BarrierCounter::sites).sum()),
            counters.stream()
                .map(c -> "%s: %s".formatted(shortName(c), Stages.count(c.sites())))
                .collect(Collectors.joining(", ")));
  }

  private static long redirectedByRequest(PatchPlan plan) {
    return plan.redirects().stream().mapToLong(RedirectedFunction::sites).sum();
  }

  /** {@code gcWriteBarrier2} for {@code runtime.gcWriteBarrier2}. */
  static String shortName(BarrierCounter counter) {
    return counter.variant().substring(counter.variant().lastIndexOf('.') + 1);
  }
}
