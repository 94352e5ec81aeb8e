package dev.ingot.goelf.dwarf;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A section of debugging information, uncompressed. Go's linker compresses them unless it is told
 * {@code -compressdwarf=false}: as {@code SHF_COMPRESSED} sections (ELF gABI, "Section
 * Compression"), and up to Go 1.18 as {@code .zdebug_*} sections with a header of their own (Go
 * src/debug/elf/file.go).
 *
 * @param section its header
 * @param content its bytes, uncompressed
 * @param isCompressed whether the file holds other bytes
 */
public record DebugSection(ElfSection section, byte[] content, boolean isCompressed) {
  private static final String COMPRESSED_PREFIX = ".z";

  /** {@code ELFCOMPRESS_ZLIB}. */
  private static final int ZLIB = 1;

  /** {@code Elf64_Chdr}: type, reserved, size, alignment. */
  private static final int HEADER_SIZE = 24;

  private static final int HEADER_TYPE = 0;
  private static final int HEADER_CONTENT_SIZE = 8;

  /** {@code ZLIB} and the content's size, big endian. */
  private static final int OLD_HEADER_SIZE = 12;

  private static final byte[] OLD_MAGIC = "ZLIB".getBytes(StandardCharsets.US_ASCII);

  /** Deflate makes at most 1032 bytes of one (zlib, "Maximum Compression Factor"). */
  private static final long LARGEST_EXPANSION = 1032;

  /** Largest content that is read, bytes. */
  private static final long LARGEST_CONTENT = 512L << 20;

  /**
   * Finds a section by its name without compression, such as {@code .debug_info}.
   *
   * @return empty when the program has none
   * @throws MalformedDwarfException when it cannot be uncompressed
   */
  public static Optional<DebugSection> named(ElfImage image, String name)
      throws MalformedDwarfException {
    Optional<ElfSection> plain = image.sectionNamed(name);
    if (plain.isPresent()) {
      return Optional.of(read(image, plain.get()));
    }
    Optional<ElfSection> old = image.sectionNamed(COMPRESSED_PREFIX + name.substring(1));
    return old.isPresent() ? Optional.of(readOld(image, old.get())) : Optional.empty();
  }

  /** Whether the program has debugging information at all. */
  public static boolean isPresent(ElfImage image) {
    return image.sections().stream()
        .map(ElfSection::name)
        .anyMatch(name -> name.startsWith(".debug_") || name.startsWith(".zdebug_"));
  }

  /** The section's name without compression. */
  public String plainName() {
    String name = section.name();
    return name.startsWith(COMPRESSED_PREFIX) ? "." + name.substring(2) : name;
  }

  private static DebugSection read(ElfImage image, ElfSection section)
      throws MalformedDwarfException {
    byte[] bytes = bytesOf(image, section);
    if ((section.flags() & ElfSection.COMPRESSED) == 0) {
      return new DebugSection(section, bytes, false);
    }
    if (bytes.length < HEADER_SIZE) {
      throw new MalformedDwarfException(section.name() + " ends in its compression header");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int type = header.getInt(HEADER_TYPE);
    if (type != ZLIB) {
      throw new MalformedDwarfException(
          "%s is compressed by method %d, and 1 (zlib) is known".formatted(section.name(), type));
    }
    long size = header.getLong(HEADER_CONTENT_SIZE);
    return new DebugSection(section, inflate(section, bytes, HEADER_SIZE, size), true);
  }

  private static DebugSection readOld(ElfImage image, ElfSection section)
      throws MalformedDwarfException {
    byte[] bytes = bytesOf(image, section);
    if (bytes.length < OLD_HEADER_SIZE
        || !Arrays.equals(bytes, 0, OLD_MAGIC.length, OLD_MAGIC, 0, OLD_MAGIC.length)) {
      throw new MalformedDwarfException(section.name() + " does not start with ZLIB");
    }
    long size = ByteBuffer.wrap(bytes).getLong(OLD_MAGIC.length);
    return new DebugSection(section, inflate(section, bytes, OLD_HEADER_SIZE, size), true);
  }

  private static byte[] bytesOf(ElfImage image, ElfSection section) {
    byte[] bytes = new byte[(int) section.sizeInFile()];
    image.bytes().get((int) section.offset(), bytes);
    return bytes;
  }

  private static byte[] inflate(ElfSection section, byte[] bytes, int from, long size)
      throws MalformedDwarfException {
    long possible = Math.min(LARGEST_CONTENT, (bytes.length - from) * LARGEST_EXPANSION);
    if (size < 0 || size > possible) {
      throw new MalformedDwarfException(
          "%s says that it has %d bytes, and %d are possible"
              .formatted(section.name(), size, possible));
    }
    byte[] content = new byte[(int) size];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(bytes, from, bytes.length - from);
      int done = 0;
      while (done < content.length) {
        int count = inflater.inflate(content, done, content.length - done);
        if (count == 0) {
          throw new MalformedDwarfException(
              "%s ends after %d of %d bytes".formatted(section.name(), done, size));
        }
        done += count;
      }
    } catch (DataFormatException e) {
      throw new MalformedDwarfException(section.name() + ": " + e.getMessage());
    }
    return content;
  }
}
