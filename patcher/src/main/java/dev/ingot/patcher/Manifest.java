package dev.ingot.patcher;

import java.nio.file.Path;

/** The record of every edit, as JSON. Skeleton. */
public final class Manifest {
  private Manifest() {}

  public static Manifest of(PatchPlan plan) {
    throw new UnsupportedOperationException();
  }

  public String toJson() {
    throw new UnsupportedOperationException();
  }

  /** Writes the JSON: whole or not at all. */
  public void writeTo(Path target) {
    throw new UnsupportedOperationException();
  }
}
