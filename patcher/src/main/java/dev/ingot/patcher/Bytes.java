package dev.ingot.patcher;

import java.nio.ByteBuffer;
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

  /** The array itself, which belongs to the result from now on and must not change. */
  static Bytes owning(byte[] content) {
    return new Bytes(content);
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

  /** Puts bytes {@code from} to {@code to} into the target. */
  void copyTo(ByteBuffer target, int offset, int from, int to) {
    target.put(offset, content, from, to - from);
  }

  /** Whether bytes {@code from} to {@code to} stand in the file at the offset. */
  boolean standsIn(ByteBuffer file, int offset, int from, int to) {
    return file.slice(offset, to - from).equals(ByteBuffer.wrap(content, from, to - from));
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
