package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;

/** What {@code ingot inspect} prints. Skeleton. */
public final class Inspection {
  private Inspection() {}

  public static Inspection of(GoProgram program) {
    throw new UnsupportedOperationException();
  }

  public String toText() {
    throw new UnsupportedOperationException();
  }

  public String toJson() {
    throw new UnsupportedOperationException();
  }
}
