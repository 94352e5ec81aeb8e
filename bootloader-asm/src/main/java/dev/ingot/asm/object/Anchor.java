package dev.ingot.asm.object;

/** Something whose address becomes known later, and to which a {@link Value} is relative. */
public sealed interface Anchor permits Section, Fragment, Symbol {

  /** How errors name it. */
  String describe();
}
