package dev.ingot.patcher;

import java.util.Objects;

/**
 * What to do to a program.
 *
 * @param bss where its zero-filled data goes
 * @param stub what its write-barrier calls run into
 */
public record PatchOptions(BssPlacement bss, BarrierStub stub) {
  public PatchOptions {
    Objects.requireNonNull(bss);
    Objects.requireNonNull(stub);
  }

  /** What a boot image needs: {@code .bss} above the image, barrier calls counted. */
  public static PatchOptions forBoot() {
    return new PatchOptions(new BssPlacement.MoveBssAbove(), BarrierStub.COUNT);
  }
}
