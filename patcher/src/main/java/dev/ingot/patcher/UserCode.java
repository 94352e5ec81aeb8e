package dev.ingot.patcher;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Code of the user's that becomes a part of the stub segment: what an assembler made of one source
 * file. The patcher finds its place, then asks for its bytes.
 */
public interface UserCode {
  /** Its name in reports: the source file's, without its folder. */
  String name();

  /** Bytes of instructions and constants. */
  int codeSize();

  /** Bytes of variables, which start as zeros. */
  int zerosSize();

  /** Bytes that both must be aligned to, a power of two up to 4096. */
  int alignment();

  /**
   * The code at its place. Called once.
   *
   * @param code VA of the code
   * @param zeros VA of the variables
   * @param symbols the program's names, for those that the code does not define itself
   */
  Placed placeAt(long code, long zeros, Symbols symbols);

  /** VAs of the patched program's functions and variables. */
  @FunctionalInterface
  interface Symbols {
    /** The VA that a name stands for, empty when the program does not know it. */
    OptionalLong addressOf(String name);
  }

  /**
   * Code with its addresses filled in.
   *
   * @param bytes as many as the code's size
   * @param labels VAs of its labels
   * @param exported those of the labels that are global
   */
  record Placed(Bytes bytes, Map<String, Long> labels, Set<String> exported) {
    public Placed {
      labels = Map.copyOf(labels);
      exported = Set.copyOf(exported);
    }
  }
}
