package dev.ingot.goelf;

import java.util.List;

/** The function table. Skeleton. */
public final class Pclntab {
  private Pclntab() {}

  public List<GoFunction> functions() {
    throw new UnsupportedOperationException();
  }
}
