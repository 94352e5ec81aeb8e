package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import net.fornwall.jelf.ElfFile;

/**
 * The bytes of one little-endian AArch64 ELF64 file and the views over its headers. Immutable: the
 * bytes never change, and every list is fixed.
 */
public final class ElfImage {
  private final String name;
  private final ByteBuffer bytes;
  private final LoadedBytes loadedBytes;
  private final int type;
  private final long entry;
  private final List<ElfSegment> segments;
  private final List<ElfSegment> loadSegments;
  private final List<ElfSection> sections;

  private ElfImage(String name, ByteBuffer bytes, ElfFile parsed) {
    this.name = name;
    this.bytes = bytes;
    this.type = parsed.e_type;
    this.entry = parsed.e_entry;
    this.segments = segmentsOf(parsed);
    this.loadSegments = segments.stream().filter(ElfSegment::isLoad).toList();
    this.sections = ElfSections.read(bytes);
    this.loadedBytes =
        type == ElfLayout.TYPE_SHARED
            ? RelativeRelocations.applied(this)
            : LoadedBytes.of(this.bytes);
  }

  /**
   * Views a file in place. It must not change while the image is in use; {@link #whileWhole} is for
   * those who cannot be sure of that.
   *
   * @throws RefusedException when it cannot be read, or is no AArch64 ELF64, or is damaged
   */
  public static ElfImage read(Path path) {
    MappedByteBuffer bytes = ProgramFile.map(path);
    String name = ProgramFile.nameOf(path);
    return whileWhole(name, () -> of(bytes, name, () -> ElfFile.from(bytes.duplicate())));
  }

  /**
   * Views the bytes of a file. The array belongs to the image from now on and must not change.
   *
   * @param name for messages and reports; a file name without its folder
   * @throws RefusedException when they are no AArch64 ELF64, or are damaged
   */
  public static ElfImage of(byte[] bytes, String name) {
    return of(ByteBuffer.wrap(bytes), name, () -> ElfFile.from(bytes));
  }

  /** Parses the headers once they are known to be sound. */
  private static ElfImage of(ByteBuffer bytes, String name, Supplier<ElfFile> parser) {
    ByteBuffer view = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    ElfBounds.check(view, name);
    try {
      return new ElfImage(name, view, parser.get());
    } catch (RefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RefusedException(
          new Refusal(
              name,
              "ELF headers",
              String.valueOf(e.getMessage()),
              "a well-formed ELF64",
              "the file is damaged: build or copy it again"),
          e);
    }
  }

  /**
   * Does some work on the file's bytes and refuses the file if it shrinks meanwhile.
   *
   * @throws RefusedException when bytes of the file were gone
   */
  public <T> T whileWhole(Supplier<T> work) {
    return whileWhole(name, work);
  }

  /**
   * The JVM reports a page of a mapped file that is no longer there as an {@link InternalError}
   * (java.nio.MappedByteBuffer).
   */
  private static <T> T whileWhole(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (InternalError pageIsGone) {
      throw new RefusedException(
          new Refusal(
              name,
              "file",
              "bytes that vanished while it was read",
              "a file that nobody changes meanwhile",
              "try again when it is complete"),
          pageIsGone);
    }
  }

  /** The name given at reading: the file's, without its folder. */
  public String name() {
    return name;
  }

  /** The whole file, read-only and little endian, position 0; a view of its own for each caller. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The file's bytes as the program sees them: in a position-independent program with the addresses
   * that it was linked for, else the same as {@link #bytes}.
   */
  LoadedBytes loadedBytes() {
    return loadedBytes;
  }

  /** Whether it is a program that a dynamic loader can put anywhere, and not a library. */
  public boolean isPositionIndependentProgram() {
    return type == ElfLayout.TYPE_SHARED
        && segments.stream().anyMatch(s -> s.type() == ElfSegment.INTERPRETER);
  }

  /** Length of the file, bytes. */
  public int size() {
    return bytes.limit();
  }

  /** {@code e_type}: {@link ElfLayout#TYPE_EXECUTABLE} or another. */
  public int type() {
    return type;
  }

  /** VA of the first instruction. */
  public long entry() {
    return entry;
  }

  /** The program headers in file order; what they promise before the file's start is left out. */
  public List<ElfSegment> segments() {
    return segments;
  }

  /** The PT_LOAD program headers: ascending by VA, not overlapping. */
  public List<ElfSegment> loadSegments() {
    return loadSegments;
  }

  /** The section headers in file order, empty when the file has none. */
  public List<ElfSection> sections() {
    return sections;
  }

  public Optional<ElfSection> sectionNamed(String wanted) {
    return sections.stream().filter(s -> s.name().equals(wanted)).findFirst();
  }

  /**
   * The entries of {@code .symtab} without the null entry, empty when the file is stripped; each is
   * read when asked for.
   */
  public List<ElfSymbol> symbols() {
    return ElfSymbols.of(this).all();
  }

  /** The symbols that are in one of some sections, given by index. */
  public List<ElfSymbol> symbolsIn(Set<Integer> sectionIndexes) {
    return ElfSymbols.of(this).in(sectionIndexes);
  }

  /** File offset of the program header table. */
  public long programHeaderOffset() {
    return bytes.getLong(ElfLayout.E_PHOFF);
  }

  /** File offset of the section header table; meaningless without sections. */
  public long sectionHeaderOffset() {
    return bytes.getLong(ElfLayout.E_SHOFF);
  }

  /** Index of the section that holds the section names; meaningless without sections. */
  public int sectionNamesIndex() {
    return bytes.getShort(ElfLayout.E_SHSTRNDX) & 0xffff;
  }

  /** Whether the VA shows a byte of the ELF header or of a header table, which are loaded too. */
  public boolean isInHeaders(long address) {
    OptionalLong offset = memory().fileOffset(address);
    return offset.isPresent()
        && (offset.getAsLong() < ElfLayout.HEADER_SIZE
            || isIn(
                offset.getAsLong(),
                programHeaderOffset(),
                segments.size() * ElfLayout.PROGRAM_HEADER_SIZE)
            || isIn(
                offset.getAsLong(),
                sectionHeaderOffset(),
                sections.size() * ElfLayout.SECTION_HEADER_SIZE));
  }

  private static boolean isIn(long offset, long start, int size) {
    return offset >= start && offset < start + size;
  }

  /** The VA that the byte at the file offset is loaded to, empty when it is not loaded. */
  public OptionalLong addressOf(long fileOffset) {
    return segments.stream()
        .filter(s -> s.isLoad() && fileOffset >= s.offset() && fileOffset < s.endOffset())
        .mapToLong(s -> s.virtualAddress() + (fileOffset - s.offset()))
        .findFirst();
  }

  /** The first VA behind everything that is loaded. */
  public long endAddress() {
    return segments.stream()
        .filter(ElfSegment::isLoad)
        .mapToLong(ElfSegment::endAddress)
        .max()
        .orElse(0);
  }

  /** The program's bytes by VA. */
  public ImageMemory memory() {
    return new ImageMemory(this, loadedBytes());
  }

  /** A refusal of this file, to be thrown. */
  public RefusedException refuse(String place, String found, String allowed, String remedy) {
    return new RefusedException(new Refusal(name, place, found, allowed, remedy));
  }

  private static List<ElfSegment> segmentsOf(ElfFile parsed) {
    List<ElfSegment> segments = new ArrayList<>(parsed.e_phnum);
    for (int i = 0; i < parsed.e_phnum; i++) {
      var p = parsed.getProgramHeader(i);
      ElfSegment segment =
          new ElfSegment(
              p.p_type,
              p.p_flags,
              p.p_offset,
              p.p_vaddr,
              p.p_paddr,
              p.p_filesz,
              p.p_memsz,
              p.p_align);
      segments.add(segment.withoutMissingPart());
    }
    return List.copyOf(segments);
  }
}
