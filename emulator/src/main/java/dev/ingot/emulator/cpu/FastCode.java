package dev.ingot.emulator.cpu;

/** The commonest instructions, which the interpreter runs without calling their executor. */
final class FastCode {
  /** Not on the fast path. */
  static final int NONE = 0;

  static final int MOVE_IMMEDIATE = 1;
  static final int MOVE_KEEP = 2;
  static final int PC_RELATIVE = 3;
  static final int PAGE_RELATIVE = 4;
  static final int ADD_IMMEDIATE = 5;
  static final int ADD_IMMEDIATE_32 = 6;
  static final int ADDS_IMMEDIATE = 7;
  static final int ADDS_IMMEDIATE_32 = 8;
  static final int SUBS_IMMEDIATE = 9;
  static final int SUBS_IMMEDIATE_32 = 10;
  static final int AND_IMMEDIATE = 11;
  static final int ORR_IMMEDIATE = 12;
  static final int EOR_IMMEDIATE = 13;
  static final int ANDS_IMMEDIATE = 14;
  static final int ANDS_IMMEDIATE_32 = 15;
  static final int ADD = 16;
  static final int ADD_32 = 17;
  static final int SUB = 18;
  static final int SUB_32 = 19;
  static final int ADDS = 20;
  static final int ADDS_32 = 21;
  static final int SUBS = 22;
  static final int SUBS_32 = 23;
  static final int AND = 24;
  static final int ORR = 25;
  static final int EOR = 26;
  static final int ANDS = 27;
  static final int ANDS_32 = 28;
  static final int EXTRACT_UNSIGNED = 29;
  static final int INSERT_UNSIGNED = 30;
  static final int EXTRACT_SIGNED = 31;
  static final int SELECT = 32;
  static final int SELECT_INCREMENT = 33;
  static final int MULTIPLY_ADD = 34;
  static final int SHIFT_LEFT = 35;
  static final int SHIFT_RIGHT = 36;
  static final int BRANCH = 37;
  static final int BRANCH_LINK = 38;
  static final int BRANCH_CONDITION = 39;
  static final int BRANCH_ZERO = 40;
  static final int BRANCH_NOT_ZERO = 41;
  static final int BRANCH_BIT_CLEAR = 42;
  static final int BRANCH_BIT_SET = 43;
  static final int BRANCH_REGISTER = 44;
  static final int BRANCH_LINK_REGISTER = 45;
  static final int LOAD_64 = 46;
  static final int LOAD_32 = 47;
  static final int LOAD_16 = 48;
  static final int LOAD_8 = 49;
  static final int STORE_64 = 50;
  static final int STORE_32 = 51;
  static final int STORE_16 = 52;
  static final int STORE_8 = 53;
  static final int LOAD_64_WRITE_BACK = 54;
  static final int STORE_64_WRITE_BACK = 55;
  static final int LOAD_PAIR = 56;
  static final int STORE_PAIR = 57;
  static final int LOAD_SIGNED = 58;
  static final int NO_OPERATION = 59;

  private FastCode() {}
}
