package dev.ingot.patcher;

/**
 * Where {@code .bss} and {@code .noptrbss} go; they always move together. The whole writable
 * segment moves with them only as {@link Freestanding#data} says.
 */
public sealed interface BssPlacement {
  /** They stay. */
  record KeepBss() implements BssPlacement {}

  /** To the first free 64 KiB page above the image and Ingot's own segments. */
  record MoveBssAbove() implements BssPlacement {}

  /** So that {@code .bss} starts at this VA. */
  record MoveBssTo(long address) implements BssPlacement {}

  /** By this distance in bytes, negative for downwards. */
  record MoveBssBy(long delta) implements BssPlacement {}
}
