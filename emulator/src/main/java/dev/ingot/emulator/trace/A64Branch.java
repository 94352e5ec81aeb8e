package dev.ingot.emulator.trace;

import java.util.Optional;

/** The kinds of instructions that go elsewhere (Arm ARM C4.1.66, branches). */
enum A64Branch {
  JUMP,
  CALL,
  RETURN,
  EXCEPTION_RETURN;

  private static final int REGISTER_FORM_MASK = 0xfffffc1f;
  private static final int BR = 0xd61f0000;
  private static final int BLR = 0xd63f0000;
  private static final int RET = 0xd65f0000;
  private static final int ERET = 0xd69f03e0;

  /** B and BL: bits 30:26 are 00101, bit 31 tells them apart. */
  private static final int IMMEDIATE_MASK = 0x7c00_0000;

  private static final int IMMEDIATE = 0x1400_0000;

  /** B.cond, with bit 4 clear. */
  private static final int CONDITION_MASK = 0xff00_0010;

  private static final int CONDITION = 0x5400_0000;

  /** CBZ, CBNZ, TBZ and TBNZ: bits 30:26 are 01101. */
  private static final int COMPARE_MASK = 0x7c00_0000;

  private static final int COMPARE = 0x3400_0000;

  /** The kind of an instruction word, if it is a branch. */
  static Optional<A64Branch> of(int word) {
    if (word == ERET) {
      return Optional.of(EXCEPTION_RETURN);
    }
    return switch (word & REGISTER_FORM_MASK) {
      case BR -> Optional.of(JUMP);
      case BLR -> Optional.of(CALL);
      case RET -> Optional.of(RETURN);
      default -> withImmediate(word);
    };
  }

  private static Optional<A64Branch> withImmediate(int word) {
    if ((word & IMMEDIATE_MASK) == IMMEDIATE) {
      return Optional.of(word < 0 ? CALL : JUMP);
    }
    boolean conditional = (word & CONDITION_MASK) == CONDITION || (word & COMPARE_MASK) == COMPARE;
    return conditional ? Optional.of(JUMP) : Optional.empty();
  }
}
