package dev.ingot.asm.object;

/**
 * The value of an expression, {@code plus - minus + offset}: the linear form that an object file
 * can express.
 *
 * @param plus what is added, or null
 * @param minus what is subtracted, or null
 * @param offset the constant part, modulo 2^64
 */
public record Value(Anchor plus, Anchor minus, long offset) {

  /** A plain number. */
  public static Value constant(long number) {
    return new Value(null, null, number);
  }

  /** The address of something plus an offset in bytes. */
  public static Value relativeTo(Anchor anchor, long offset) {
    return new Value(anchor, null, offset);
  }

  /** Whether the value is a plain number. */
  public boolean isConstant() {
    return plus == null && minus == null;
  }

  /** The sum, or null when it has no linear form. */
  Value add(Value other) {
    Anchor p1 = plus;
    Anchor p2 = other.plus;
    Anchor m1 = minus;
    Anchor m2 = other.minus;
    if (p1 != null && p1 == m2) {
      p1 = null;
      m2 = null;
    }
    if (p2 != null && p2 == m1) {
      p2 = null;
      m1 = null;
    }
    if ((p1 != null && p2 != null) || (m1 != null && m2 != null)) {
      return null;
    }
    return new Value(p1 != null ? p1 : p2, m1 != null ? m1 : m2, offset + other.offset);
  }

  /** The value with its sign changed. */
  Value negate() {
    return new Value(/* plus= */ minus, /* minus= */ plus, -offset);
  }

  /** How errors name it, e.g. {@code section .text}. */
  public String describe() {
    if (isConstant()) {
      return Long.toString(offset);
    }
    StringBuilder out = new StringBuilder();
    if (plus != null) {
      out.append(plus.describe());
    }
    if (minus != null) {
      out.append(out.isEmpty() ? "-" : " - ").append(minus.describe());
    }
    return out.toString();
  }
}
