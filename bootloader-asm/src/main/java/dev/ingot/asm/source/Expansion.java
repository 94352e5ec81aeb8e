package dev.ingot.asm.source;

/**
 * Why a statement is where no file has it: a macro, a repetition or an include put it there.
 *
 * @param cause what put it there, e.g. {@code macro 'push'}
 * @param at the statement that asked for it; it may itself come from an expansion
 */
public record Expansion(String cause, Location at) {

  /** How many expansions lie between the statement and the unit's own text. */
  public int depth() {
    int depth = 0;
    for (Expansion e = this; e != null; e = e.at.expansion()) {
      depth++;
    }
    return depth;
  }
}
