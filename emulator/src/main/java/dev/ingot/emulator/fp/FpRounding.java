package dev.ingot.emulator.fp;

/** Rounding modes: the four of FPCR.RMode in its order, and the two that only instructions name. */
enum FpRounding {
  TIES_TO_EVEN,
  TOWARDS_PLUS_INFINITY,
  TOWARDS_MINUS_INFINITY,
  TOWARDS_ZERO,
  TIES_TO_AWAY,
  /** Von Neumann rounding of FCVTXN: a later rounding to a narrower format is then still right. */
  TO_ODD;

  private static final FpRounding[] BY_FIELD = values();
  private static final long HALF = Long.MIN_VALUE;

  /** The mode that a two-bit RMode or rmode field names. */
  static FpRounding ofField(int field) {
    return BY_FIELD[field & 3];
  }

  /**
   * Whether the magnitude has to grow by one unit.
   *
   * @param negative the sign of the number
   * @param kept the bits that stay; only the lowest is looked at
   * @param rest what is cut off, as an unsigned fraction of 2 to the power 64 of one unit
   */
  boolean increments(boolean negative, long kept, long rest) {
    if (rest == 0) {
      return false;
    }
    return switch (this) {
      case TIES_TO_EVEN -> rest < 0 && (rest != HALF || (kept & 1) != 0);
      case TIES_TO_AWAY -> rest < 0;
      case TOWARDS_PLUS_INFINITY -> !negative;
      case TOWARDS_MINUS_INFINITY -> negative;
      case TOWARDS_ZERO -> false;
      case TO_ODD -> (kept & 1) == 0;
    };
  }

  /**
   * Whether a number too large for its format becomes an infinity rather than the largest number.
   */
  boolean overflowsToInfinity(boolean negative) {
    return switch (this) {
      case TIES_TO_EVEN, TIES_TO_AWAY -> true;
      case TOWARDS_PLUS_INFINITY -> !negative;
      case TOWARDS_MINUS_INFINITY -> negative;
      case TOWARDS_ZERO, TO_ODD -> false;
    };
  }
}
