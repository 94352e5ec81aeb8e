package dev.ingot.patcher;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to do to a program.
 *
 * @param bss where its zero-filled data goes
 * @param stub what its write-barrier calls run into
 * @param redirects functions whose calls go elsewhere
 * @param freestanding what else changes in a kernel without Go's runtime; empty where the runtime
 *     runs
 * @param debugInfo what becomes of its debugging information when the data moves
 */
public record PatchOptions(
    BssPlacement bss,
    BarrierStub stub,
    List<Redirect> redirects,
    Optional<Freestanding> freestanding,
    DebugInfo debugInfo) {
  public PatchOptions {
    Objects.requireNonNull(bss);
    Objects.requireNonNull(stub);
    Objects.requireNonNull(debugInfo);
    redirects = List.copyOf(redirects);
  }

  /** Options for an image, which has no debugging information. */
  public PatchOptions(
      BssPlacement bss,
      BarrierStub stub,
      List<Redirect> redirects,
      Optional<Freestanding> freestanding) {
    this(bss, stub, redirects, freestanding, DebugInfo.STAYS);
  }

  /** Options for a program whose runtime runs, and that can be debugged. */
  public PatchOptions(BssPlacement bss, BarrierStub stub, List<Redirect> redirects) {
    this(bss, stub, redirects, Optional.empty(), DebugInfo.FOLLOWS);
  }

  /** Options without other redirections than those of the write barriers. */
  public PatchOptions(BssPlacement bss, BarrierStub stub) {
    this(bss, stub, List.of());
  }

  /** What a boot image needs: {@code .bss} above the image, barrier calls counted. */
  public static PatchOptions forBoot() {
    return new PatchOptions(
        new BssPlacement.MoveBssAbove(), BarrierStub.COUNT, List.of(), Optional.empty());
  }
}
