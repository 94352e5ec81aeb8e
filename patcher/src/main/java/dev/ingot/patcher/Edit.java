package dev.ingot.patcher;

/** One recorded change. Skeleton. */
public sealed interface Edit {
  long fileOffset();

  record Append(long fileOffset) implements Edit {}
}
