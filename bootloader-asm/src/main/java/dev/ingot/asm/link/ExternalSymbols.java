package dev.ingot.asm.link;

import java.util.OptionalLong;

/** Names that no unit defines: those of a program that the image becomes a part of. */
@FunctionalInterface
public interface ExternalSymbols {
  /** The address that a name stands for, empty when it is unknown here too. */
  OptionalLong addressOf(String name);

  /** No names: what a unit uses, a unit defines. */
  static ExternalSymbols none() {
    return name -> OptionalLong.empty();
  }
}
