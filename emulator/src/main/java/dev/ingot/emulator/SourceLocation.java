package dev.ingot.emulator;

/**
 * Where an address lies in a program.
 *
 * @param function name of the function, e.g. {@code main.main}
 * @param offset bytes from the function's entry
 * @param file source file, empty when not known
 * @param line line in {@code file}, 0 when not known
 */
public record SourceLocation(String function, long offset, String file, int line) {
  /** As {@code main.main+0x1c (main.go:7)}. */
  @Override
  public String toString() {
    String where = "%s+0x%x".formatted(function, offset);
    return file.isEmpty() ? where : "%s (%s:%d)".formatted(where, file, line);
  }
}
