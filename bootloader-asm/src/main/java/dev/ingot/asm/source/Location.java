package dev.ingot.asm.source;

/**
 * A place in the source.
 *
 * @param file the name of the source
 * @param line the line, from 1
 * @param column the column in {@code lineText}, from 1
 * @param lineText the line as the assembler read it; inside a macro, with its arguments filled in
 * @param expansion what put the line there, or null for a line of the unit itself
 */
public record Location(String file, int line, int column, String lineText, Expansion expansion) {

  /** {@code file:line:column}. */
  public String place() {
    return file + ":" + line + ":" + column;
  }
}
