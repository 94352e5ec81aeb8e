package dev.ingot.goelf.dwarf;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
    ByteBuffer bytes = bytesOf(image, section);
    if ((section.flags() & ElfSection.COMPRESSED) == 0) {
      byte[] content = new byte[bytes.limit()];
      bytes.get(content);
      return new DebugSection(section, content, false);
    }
    if (bytes.limit() < HEADER_SIZE) {
      throw new MalformedDwarfException(section.name() + " ends in its compression header");
    }
    int type = bytes.getInt(HEADER_TYPE);
    if (type != ZLIB) {
      throw new MalformedDwarfException(
          "%s is compressed by method %d, and 1 (zlib) is known".formatted(section.name(), type));
    }
    long size = bytes.getLong(HEADER_CONTENT_SIZE);
    return new DebugSection(section, inflate(section, bytes.position(HEADER_SIZE), size), true);
  }

  private static DebugSection readOld(ElfImage image, ElfSection section)
      throws MalformedDwarfException {
    ByteBuffer bytes = bytesOf(image, section);
    if (bytes.limit() < OLD_HEADER_SIZE
        || !bytes.slice(0, OLD_MAGIC.length).equals(ByteBuffer.wrap(OLD_MAGIC))) {
      throw new MalformedDwarfException(section.name() + " does not start with ZLIB");
    }
    long size = bytes.order(ByteOrder.BIG_ENDIAN).getLong(OLD_MAGIC.length);
    return new DebugSection(section, inflate(section, bytes.position(OLD_HEADER_SIZE), size), true);
  }

  /** In place, little endian. */
  private static ByteBuffer bytesOf(ElfImage image, ElfSection section) {
    return image
        .bytes()
        .slice((int) section.offset(), (int) section.sizeInFile())
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] inflate(ElfSection section, ByteBuffer compressed, long size)
      throws MalformedDwarfException {
    long possible = Math.min(LARGEST_CONTENT, compressed.remaining() * LARGEST_EXPANSION);
    if (size < 0 || size > possible) {
      throw new MalformedDwarfException(
          "%s says that it has %d bytes, and %d are possible"
              .formatted(section.name(), size, possible));
    }
    byte[] content = new byte[(int) size];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(compressed);
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
