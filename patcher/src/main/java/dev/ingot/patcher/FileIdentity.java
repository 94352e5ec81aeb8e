package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which file it is, whatever its name.
 *
 * @param size bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record FileIdentity(long size, String sha256) {
  public static FileIdentity of(byte[] file) {
    return of(ByteBuffer.wrap(file));
  }

  static FileIdentity of(ElfImage file) {
    return of(file.bytes());
  }

  private static FileIdentity of(ByteBuffer file) {
    long size = file.remaining();
    MessageDigest sha256 = newSum();
    sha256.update(file);
    return of(size, sha256);
  }

  static FileIdentity of(PatchedContent file) {
    MessageDigest sha256 = newSum();
    try {
      file.forEachWindow(0, file.size(), sha256::update);
    } catch (IOException e) {
      throw new UncheckedIOException("a sum fails nowhere", e);
    }
    return of(file.size(), sha256);
  }

  private static FileIdentity of(long size, MessageDigest sha256) {
    return new FileIdentity(size, HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest newSum() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "%d bytes, SHA-256 %s".formatted(size, sha256);
  }
}
