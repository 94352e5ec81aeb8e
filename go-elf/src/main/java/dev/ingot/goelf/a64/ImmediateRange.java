package dev.ingot.goelf.a64;

/**
 * The values that an instruction's immediate can hold.
 *
 * @param lowest smallest value, bytes
 * @param highest largest value, bytes
 * @param unit step between values, bytes
 */
public record ImmediateRange(long lowest, long highest, long unit) {
  /** A two's complement field of {@code bits} bits that counts units. */
  static ImmediateRange signed(int bits, long unit) {
    return new ImmediateRange(-(unit << (bits - 1)), (unit << (bits - 1)) - unit, unit);
  }

  /** An unsigned field of {@code bits} bits that counts units. */
  static ImmediateRange unsigned(int bits, long unit) {
    return new ImmediateRange(0, (unit << bits) - unit, unit);
  }

  public boolean contains(long value) {
    return value >= lowest && value <= highest && value % unit == 0;
  }

  /**
   * The value in units, for the instruction's field.
   *
   * @throws IllegalArgumentException when the field cannot hold it
   */
  int units(String instruction, long value) {
    if (!contains(value)) {
      throw new IllegalArgumentException(
          "%s immediate %d: allowed is %d to %d in steps of %d"
              .formatted(instruction, value, lowest, highest, unit));
    }
    return (int) (value / unit);
  }
}
