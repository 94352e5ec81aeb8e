package dev.ingot.patcher;

/** What becomes of the debugging information (DWARF) when data moves. */
public enum DebugInfo {
  /** The locations of moved variables are corrected, so that a debugger finds them. */
  FOLLOWS,
  /** It stays as it is: for what is not debugged from the patched file, such as an image. */
  STAYS
}
