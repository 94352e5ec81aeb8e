package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

  private static final byte[] MAGIC = HexFormat.of().parseHex("ff20476f2066697073696e666f20ff00");
  private static final long MAGIC_START =
      ByteBuffer.wrap(MAGIC).order(ByteOrder.LITTLE_ENDIAN).getLong();
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
  }

  /** Gives the bytes of a stretch: the original's or the patched program's. */
  @FunctionalInterface
  public interface Bytes {
    byte[] of(Stretch stretch);
  }

  public FipsInfo {
    covered = List.copyOf(covered);
  }

  /** The record that points to itself, empty when the program has none. */
  static Optional<FipsInfo> find(ElfImage image) {
    ImageMemory memory = image.memory();
    List<FipsInfo> found = new ArrayList<>();
    LoadedWords.forEach(
        image,
        (address, word) -> {
          if (word == MAGIC_START
              && memory.contains(address, SIZE)
              && Arrays.equals(memory.bytesAt(address, MAGIC.length), MAGIC)
              && memory.longAt(address + SELF) == address) {
            read(memory, address).ifPresent(found::add);
          }
        });
    return found.stream().findFirst();
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

  /** The sum of these bytes: HMAC-SHA256 with a key of 32 zero bytes. */
  public byte[] sum(Bytes bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[SUM_SIZE], "HmacSHA256"));
      mac.update(PREFIX);
      for (Stretch stretch : covered) {
        byte[] content = stretch.start() == stretch.end() ? new byte[0] : bytes.of(stretch);
        mac.update(ByteBuffer.allocate(8).putLong(content.length).array());
        mac.update(content);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
