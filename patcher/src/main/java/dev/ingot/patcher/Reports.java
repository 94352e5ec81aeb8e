package dev.ingot.patcher;

/** The patch report in its three forms. Skeleton. */
public final class Reports {
  private Reports() {}

  public static String text(PatchPlan plan) {
    throw new UnsupportedOperationException();
  }

  public static String json(PatchPlan plan) {
    throw new UnsupportedOperationException();
  }

  public static String html(PatchPlan plan) {
    throw new UnsupportedOperationException();
  }
}
