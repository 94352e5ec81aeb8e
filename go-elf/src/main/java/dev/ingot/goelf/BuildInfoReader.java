package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds and reads the build information (Go src/debug/buildinfo/buildinfo.go): a 32-byte header and
 * two strings, the Go version and the module text. Since Go 1.18 they follow the header, with
 * varint lengths; before, the header ends with the VAs of two Go strings {pointer, length}.
 */
final class BuildInfoReader {
  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);

  /** The first 8 bytes of the magic, as a word. */
  static final long MAGIC_START = ByteBuffer.wrap(MAGIC).order(ByteOrder.LITTLE_ENDIAN).getLong();

  private static final long ALIGNMENT = 16;
  private static final int FLAGS = 15;
  private static final int FLAG_INLINE_STRINGS = 2;
  private static final int POINTER_SIZE = 14;
  private static final int VERSION_POINTER = 16;
  private static final int MODULE_POINTER = 24;
  private static final int HEADER_SIZE = 32;

  /** The module text stands between two marks. */
  private static final int MARK_SIZE = 16;

  private final ImageMemory memory;
  private long position;

  private BuildInfoReader(ImageMemory memory) {
    this.memory = memory;
  }

  /**
   * The first well-formed build information, empty when the program has none.
   *
   * @param addresses VAs where the magic begins
   */
  static Optional<BuildInfo> firstOf(ElfImage image, List<Long> addresses) {
    ImageMemory memory = image.memory();
    return addresses.stream()
        .filter(address -> address % ALIGNMENT == 0)
        .flatMap(address -> new BuildInfoReader(memory).read(address).stream())
        .findFirst();
  }

  private Optional<BuildInfo> read(long address) {
    if (!memory.contains(address, HEADER_SIZE)
        || !Arrays.equals(memory.bytesAt(address, MAGIC.length), MAGIC)) {
      return Optional.empty();
    }
    int flags = memory.byteAt(address + FLAGS);
    if ((flags & FLAG_INLINE_STRINGS) == 0) {
      boolean little64 = flags == 0 && memory.byteAt(address + POINTER_SIZE) == Long.BYTES;
      return little64 ? readPointers(address) : Optional.empty();
    }
    position = address + HEADER_SIZE;
    Optional<String> version = nextText(0);
    Optional<String> module = nextText(MARK_SIZE);
    return version.filter(v -> !v.isEmpty()).map(v -> parse(v, module.orElse("")));
  }

  private Optional<BuildInfo> readPointers(long address) {
    Optional<String> version = stringAt(memory.longAt(address + VERSION_POINTER), 0);
    Optional<String> module = stringAt(memory.longAt(address + MODULE_POINTER), MARK_SIZE);
    return version.filter(v -> !v.isEmpty()).map(v -> parse(v, module.orElse("")));
  }

  /** The text of a Go string header {pointer, length}. */
  private Optional<String> stringAt(long header, int mark) {
    if (!memory.contains(header, 2L * Long.BYTES)) {
      return Optional.empty();
    }
    return textAt(memory.longAt(header), memory.longAt(header + Long.BYTES), mark);
  }

  private Optional<String> nextText(int mark) {
    long size = 0;
    int shift = 0;
    int next;
    do {
      if (shift > 28 || !memory.contains(position, 1)) {
        return Optional.empty();
      }
      next = memory.byteAt(position++);
      size |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next >= 0x80);
    long start = position;
    position += size;
    return textAt(start, size, mark);
  }

  private Optional<String> textAt(long start, long size, int mark) {
    if (!memory.contains(start, size)) {
      return Optional.empty();
    }
    return size < 2L * mark
        ? Optional.of("")
        : Optional.of(
            new String(memory.bytesAt(start + mark, size - 2L * mark), StandardCharsets.UTF_8));
  }

  /** Lines of tab-separated words, the first says what the line is. */
  private static BuildInfo parse(String version, String module) {
    String path = "";
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : module.split("\n", -1)) {
      if (line.startsWith("path\t")) {
        path = line.substring("path\t".length());
      } else if (line.startsWith("build\t")) {
        String setting = line.substring("build\t".length());
        int equals = setting.indexOf('=');
        if (equals > 0) {
          settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
      }
    }
    return new BuildInfo(version, path, settings);
  }
}
