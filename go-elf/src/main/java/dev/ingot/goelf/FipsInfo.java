package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The integrity record of Go's FIPS 140 module, Go 1.24 and newer (Go
 * src/crypto/internal/fips140/check/check.go, src/cmd/link/internal/ld/fips140.go): an HMAC over
 * four stretches of the program, checked at start under {@code GODEBUG=fips140=on}.
 *
 * @param address VA of the record
 * @param covered the four stretches, in their order
 */
public record FipsInfo(long address, List<Stretch> covered) {
  /** Bytes from the record's start to the sum. */
  public static final int SUM_OFFSET = 16;

  /** Bytes of the sum. */
  public static final int SUM_SIZE = 32;

  /** Bytes that SHA-256 takes at once; the key is padded to it. */
  private static final int BLOCK_SIZE = 64;

  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5c;

  private static final byte[] MAGIC = HexFormat.of().parseHex("ff20476f2066697073696e666f20ff00");

  /** The first 8 bytes of the magic, as a word. */
  static final long MAGIC_START = ByteBuffer.wrap(MAGIC).order(ByteOrder.LITTLE_ENDIAN).getLong();

  private static final int SELF = 48;
  private static final int STRETCHES = 56;
  private static final int STRETCH_COUNT = 4;
  private static final int SIZE = STRETCHES + STRETCH_COUNT * 16;
  private static final byte[] PREFIX = "go fips object v1\n".getBytes(StandardCharsets.US_ASCII);

  /** VAs from {@code start} up to, not including, {@code end}. */
  public record Stretch(long start, long end) {
    public boolean contains(long address) {
      return address >= start && address < end;
    }

    /** Bytes. */
    public long size() {
      return end - start;
    }
  }

  /** Gives the bytes of a stretch: the original's or the patched program's. */
  @FunctionalInterface
  public interface Bytes {
    byte[] of(Stretch stretch);
  }

  public FipsInfo {
    covered = List.copyOf(covered);
  }

  /**
   * The record that points to itself, empty when the program has none.
   *
   * @param addresses VAs where the magic begins
   */
  static Optional<FipsInfo> firstOf(ElfImage image, List<Long> addresses) {
    ImageMemory memory = image.memory();
    return addresses.stream()
        .filter(
            address ->
                memory.contains(address, SIZE)
                    && Arrays.equals(memory.bytesAt(address, MAGIC.length), MAGIC)
                    && memory.longAt(address + SELF) == address)
        .flatMap(address -> read(memory, address).stream())
        .findFirst();
  }

  private static Optional<FipsInfo> read(ImageMemory memory, long address) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < STRETCH_COUNT; i++) {
      long at = address + STRETCHES + 16L * i;
      Stretch stretch = new Stretch(memory.longAt(at), memory.longAt(at + 8));
      if (!memory.contains(stretch.start(), stretch.end() - stretch.start())
          && stretch.start() != stretch.end()) {
        return Optional.empty();
      }
      stretches.add(stretch);
    }
    return Optional.of(new FipsInfo(address, stretches));
  }

  /** Whether the VA counts into the sum. */
  public boolean covers(long address) {
    return covered.stream().anyMatch(stretch -> stretch.contains(address));
  }

  /** The sum of these bytes: HMAC-SHA256 (RFC 2104) with a key of 32 zero bytes. */
  public byte[] sum(Bytes bytes) {
    MessageDigest inner = sha256(INNER_PAD);
    inner.update(PREFIX);
    for (Stretch stretch : covered) {
      byte[] content = stretch.start() == stretch.end() ? new byte[0] : bytes.of(stretch);
      inner.update(ByteBuffer.allocate(8).putLong(content.length).array());
      inner.update(content);
    }
    MessageDigest outer = sha256(OUTER_PAD);
    outer.update(inner.digest());
    return outer.digest();
  }

  /**
   * A digest that has seen the padded key. Not javax.crypto.Mac: a JVM that asks for one, which
   * loads and checks its providers, takes 37 ms more CPU time than one that asks for a digest (96
   * to 59, least of 20, JDK 25 with a class archive), and a patch of hello takes 226 ms.
   */
  private static MessageDigest sha256(byte pad) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK_SIZE];
      Arrays.fill(block, pad);
      digest.update(block);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
