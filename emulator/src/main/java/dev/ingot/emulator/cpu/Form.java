package dev.ingot.emulator.cpu;

/**
 * One row of the instruction table: a set of A64 words that share one meaning.
 *
 * @param name the mnemonic with its operand shape, e.g. {@code ADD (shifted register)}
 * @param pattern the 32 bits of the word, bit 31 first, each {@code 0}, {@code 1} or {@code x}
 *     (any); blanks and underscores are ignored
 * @param manual the section of the Arm Architecture Reference Manual (DDI 0487) that defines it
 * @param feature what a CPU has to implement for the word to be allocated
 * @param executor what the instruction does
 */
public record Form(String name, String pattern, String manual, Feature feature, Executor executor) {

  /** Bits that are fixed in {@link #pattern()}. */
  public int mask() {
    return bits('1') | bits('0');
  }

  /** Values of the fixed bits in {@link #pattern()}; zero elsewhere. */
  public int value() {
    return bits('1');
  }

  private int bits(char wanted) {
    int result = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == ' ' || c == '_') {
        continue;
      }
      result = result << 1 | (c == wanted ? 1 : 0);
    }
    return result;
  }
}
