package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;

/** Plans patches. Skeleton. */
public final class Patcher {
  private Patcher() {}

  /**
   * Decides everything that changes.
   *
   * @throws dev.ingot.goelf.RefusedException when the program cannot be patched safely
   */
  public static PatchPlan plan(GoProgram program, PatchOptions options) {
    return new PatchPlan(program);
  }
}
