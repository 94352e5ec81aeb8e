package dev.ingot.emulator.translator;

/**
 * A place in a region.
 *
 * @param address virtual address of the instruction
 * @param path how control came there
 */
record Place(long address, CallPath path) {
  /** Another address of the same function's activation. */
  Place at(long other) {
    return new Place(other, path);
  }

  /** The place behind the instruction. */
  Place next() {
    return at(address + Integer.BYTES);
  }

  /** A called function's place. */
  Place called(long target, long returnAddress) {
    return new Place(target, new CallPath(path, returnAddress));
  }

  /** Where the function returns to, inside a called function. */
  Place returned() {
    return new Place(path.returnAddress(), path.caller());
  }
}
