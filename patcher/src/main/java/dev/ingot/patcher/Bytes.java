package dev.ingot.patcher;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes, compared by content. */
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of the array. */
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /** {@code count} zero bytes. */
  static Bytes zeros(int count) {
    return new Bytes(new byte[count]);
  }

  /** No bytes. */
  static Bytes none() {
    return zeros(0);
  }

  public int size() {
    return content.length;
  }

  /** A copy. */
  public byte[] toArray() {
    return content.clone();
  }

  /** Lower-case hexadecimal digits, in file order. */
  public String hex() {
    return HexFormat.of().formatHex(content);
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  boolean standsIn(byte[] file, int offset) {
    return Arrays.equals(content, 0, content.length, file, offset, offset + content.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return hex();
  }
}
