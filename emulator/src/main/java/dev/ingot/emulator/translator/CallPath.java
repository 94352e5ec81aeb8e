package dev.ingot.emulator.translator;

/**
 * The calls through which control comes to a block of a region: a function that is called from two
 * places of a region is in it twice, so that each knows where it returns to.
 *
 * @param caller the path to the call, null for {@link #OUTSIDE}
 * @param returnAddress virtual address behind the call
 */
record CallPath(CallPath caller, long returnAddress) {
  /** Where the region was entered: nothing is known of the caller. */
  static final CallPath OUTSIDE = new CallPath(null, 0);

  boolean isOutside() {
    return caller == null;
  }

  /** Calls since the region was entered. */
  int depth() {
    return isOutside() ? 0 : caller.depth() + 1;
  }
}
