package dev.ingot.emulator.cpu;

/**
 * The commonest instructions, which the interpreter runs without calling their executor. HotSpot's
 * client compiler compares the number with one case of a switch after the other, so the commonest
 * come first, as counted in the tests of four packages of Go's library and in hello.
 */
final class FastCode {
  /** Not on the fast path. */
  static final int NONE = 0;

  static final int LOAD_64 = 1;
  static final int ADD_IMMEDIATE = 2;
  static final int STORE_64 = 3;
  static final int BRANCH_CONDITION = 4;
  static final int ORR = 5;
  static final int SUBS = 6;
  static final int ADD = 7;
  static final int SUBS_IMMEDIATE = 8;
  static final int LOAD_8 = 9;
  static final int LOAD_PAIR = 10;
  static final int PAGE_RELATIVE = 11;
  static final int BRANCH_ZERO = 12;
  static final int BRANCH = 13;
  static final int EXTRACT_UNSIGNED = 14;
  static final int STORE_64_WRITE_BACK = 15;
  static final int BRANCH_BIT_CLEAR = 16;
  static final int NO_OPERATION = 17;
  static final int STORE_PAIR = 18;
  static final int LOAD_32 = 19;
  static final int LOAD_SIGNED = 20;
  static final int SUB = 21;
  static final int ORR_IMMEDIATE = 22;
  static final int STORE_32 = 23;
  static final int STORE_16 = 24;
  static final int STORE_8 = 25;
  static final int SUBS_IMMEDIATE_32 = 26;
  static final int INSERT_UNSIGNED = 27;
  static final int MOVE_IMMEDIATE = 28;
  static final int SELECT = 29;
  static final int BRANCH_NOT_ZERO = 30;
  static final int SUBS_32 = 31;
  static final int BRANCH_BIT_SET = 32;
  static final int SHIFT_LEFT = 33;
  static final int LOAD_16 = 34;
  static final int SELECT_INCREMENT = 35;
  static final int AND_IMMEDIATE = 36;
  static final int MOVE_KEEP = 37;
  static final int MULTIPLY_ADD = 38;
  static final int EXTRACT_SIGNED = 39;
  static final int SHIFT_RIGHT = 40;
  static final int PC_RELATIVE = 41;
  static final int AND = 42;
  static final int EOR = 43;
  static final int ANDS_IMMEDIATE_32 = 44;
  static final int ADDS_IMMEDIATE = 45;
  static final int ADDS_IMMEDIATE_32 = 46;
  static final int EOR_IMMEDIATE = 47;
  static final int ANDS_IMMEDIATE = 48;
  static final int ANDS = 49;
  static final int ADD_32 = 50;
  static final int LOAD_64_WRITE_BACK = 51;
  static final int ANDS_32 = 52;
  static final int ADDS = 53;
  static final int ADD_IMMEDIATE_32 = 54;
  static final int SUB_32 = 55;
  static final int ADDS_32 = 56;
  static final int BRANCH_LINK = 57;
  static final int BRANCH_REGISTER = 58;
  static final int BRANCH_LINK_REGISTER = 59;

  private FastCode() {}
}
