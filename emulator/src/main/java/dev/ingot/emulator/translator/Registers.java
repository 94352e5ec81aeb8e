package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.RegionFrame;

/** Numbers of general registers in translated code. */
final class Registers {
  /** X30, the link register. */
  static final int LINK = 30;

  /** The stack pointer. */
  static final int SP = RegionFrame.SP;

  /** A source that reads as zero. */
  static final int ZERO = 32;

  /** A result that is discarded. */
  static final int SINK = 33;

  /** How many vector registers there are. */
  static final int VECTORS = 32;

  private Registers() {}

  /** Field value 31 as a source that is no stack pointer. */
  static int source(int field) {
    return field == 31 ? ZERO : field;
  }

  /** Field value 31 as a result that is no stack pointer. */
  static int target(int field) {
    return field == 31 ? SINK : field;
  }

  /** The set that holds the register only; empty for {@link #ZERO} and {@link #SINK}. */
  static long bit(int register) {
    return register <= SP ? 1L << register : 0;
  }
}
