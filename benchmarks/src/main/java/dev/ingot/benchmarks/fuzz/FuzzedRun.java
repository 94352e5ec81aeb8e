package dev.ingot.benchmarks.fuzz;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import dev.ingot.patcher.BarrierStub;
import dev.ingot.patcher.BssPlacement;
import dev.ingot.patcher.Edit;
import dev.ingot.patcher.Inspection;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import dev.ingot.patcher.Redirect;
import dev.ingot.patcher.Redirect.AddressTarget;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What is done with one input: read it whole, patch it, and hold the result to the laws. */
final class FuzzedRun {
  /** How it ended when nothing is wrong. */
  enum Outcome {
    REFUSED,
    PATCHED
  }

  private FuzzedRun() {}

  /**
   * Reads and patches.
   *
   * @throws IllegalStateException when the patched file breaks a law
   * @throws RuntimeException whatever else the engine throws, which it must not
   */
  static Outcome of(byte[] input, SplittableRandom random) {
    try {
      GoProgram program = GoProgram.of(ElfImage.of(input, "fuzzed"));
      program.image().symbols().forEach(ElfSymbol::name);
      program
          .functionNamed("main.main")
          .ifPresent(function -> program.locate(function.entry() + 8));
      if (random.nextInt(4) == 0) {
        Inspection.of(program).toText();
      }
      PatchPlan plan = Patcher.plan(program, options(random));
      requireLaws(input, plan);
      return Outcome.PATCHED;
    } catch (RefusedException e) {
      if (e.refusal().place().isEmpty() || e.refusal().remedy().isEmpty()) {
        throw new IllegalStateException("a refusal without place or remedy", e);
      }
      return Outcome.REFUSED;
    }
  }

  private static PatchOptions options(SplittableRandom random) {
    BssPlacement placement =
        switch (random.nextInt(5)) {
          case 0 -> new BssPlacement.KeepBss();
          case 1 -> new BssPlacement.MoveBssBy(0x1000_0020L * random.nextInt(1, 4));
          case 2 -> new BssPlacement.MoveBssTo(0x4000_0000L);
          default -> new BssPlacement.MoveBssAbove();
        };
    BarrierStub stub = random.nextInt(4) == 0 ? BarrierStub.KEEP : BarrierStub.COUNT;
    List<Redirect> redirects =
        random.nextInt(4) == 0
            ? List.of(new Redirect("main.helper", new AddressTarget(0x5000_0000L)))
            : List.of();
    return new PatchOptions(placement, stub, redirects);
  }

  /** Every differing byte belongs to an edit, and taking the edits back gives the original. */
  private static void requireLaws(byte[] input, PatchPlan plan) {
    byte[] output = plan.emit();
    byte[] undone = Arrays.copyOf(output, input.length);
    for (Edit edit : plan.edits()) {
      byte[] old = edit.oldBytes().toArray();
      System.arraycopy(
          old, 0, undone, (int) Math.min(edit.fileOffset(), undone.length), old.length);
    }
    if (!Arrays.equals(undone, input)) {
      throw new IllegalStateException(
          "bytes differ that no edit records, first at 0x%x"
              .formatted(Arrays.mismatch(undone, input)));
    }
  }
}
