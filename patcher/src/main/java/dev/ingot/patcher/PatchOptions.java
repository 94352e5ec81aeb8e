package dev.ingot.patcher;

import java.util.List;
import java.util.Objects;

/**
 * What to do to a program.
 *
 * @param bss where its zero-filled data goes
 * @param stub what its write-barrier calls run into
 * @param redirects functions whose calls go elsewhere
 */
public record PatchOptions(BssPlacement bss, BarrierStub stub, List<Redirect> redirects) {
  public PatchOptions {
    Objects.requireNonNull(bss);
    Objects.requireNonNull(stub);
    redirects = List.copyOf(redirects);
  }

  /** Options without other redirections than those of the write barriers. */
  public PatchOptions(BssPlacement bss, BarrierStub stub) {
    this(bss, stub, List.of());
  }

  /** What a boot image needs: {@code .bss} above the image, barrier calls counted. */
  public static PatchOptions forBoot() {
    return new PatchOptions(new BssPlacement.MoveBssAbove(), BarrierStub.COUNT);
  }
}
