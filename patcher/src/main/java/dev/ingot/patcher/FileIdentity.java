package dev.ingot.patcher;

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
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(file);
      return new FileIdentity(file.length, HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "%d bytes, SHA-256 %s".formatted(size, sha256);
  }
}
