package dev.ingot.goelf;

/**
 * Where an instruction comes from.
 *
 * @param function the linker's name of the function that holds the instruction
 * @param offset bytes from the function's entry
 * @param file the source file as the compiler recorded it
 * @param line the line, from 1; of the inlined call when the instruction was inlined
 */
public record SourceLine(String function, long offset, String file, int line) {
  /** {@code file:line}, as compilers print it. */
  public String fileAndLine() {
    return file + ":" + line;
  }
}
