package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The relocation records that a linker worked off and kept ({@code ld --emit-relocs}): where each
 * address in the program stands, and of which symbol it is. Only C linkers keep them.
 */
public final class LinkRelocations {
  /** {@code Elf64_Rela}: VA, info (symbol in the high half, type in the low), addend. */
  private static final int RECORD_SIZE = 24;

  private static final int INFO = 8;
  private static final int ADDEND = 16;

  private final ElfImage image;
  private final List<ElfSection> tables;

  private LinkRelocations(ElfImage image, List<ElfSection> tables) {
    this.image = image;
    this.tables = tables;
  }

  /**
   * One record of something that is loaded.
   *
   * @param address VA of the instruction or word
   * @param type {@code R_AARCH64_*} (ELF for the Arm 64-bit Architecture, "Relocation")
   * @param symbol whose address it is
   * @param addend bytes on top of the symbol's address
   */
  public record Relocation(long address, int type, ElfSymbol symbol, long addend) {
    /** VA that is meant. */
    public long target() {
      return symbol.value() + addend;
    }
  }

  /** Gets each record. */
  @FunctionalInterface
  public interface Visitor {
    void visit(Relocation relocation);
  }

  /**
   * The records of a program, empty when its linker kept none of the code at the VA, or when its
   * symbols were stripped afterwards.
   *
   * @throws RefusedException when the tables are damaged
   */
  public static Optional<LinkRelocations> of(ElfImage image, long code) {
    List<ElfSection> tables =
        image.sections().stream().filter(table -> isKept(image, table)).toList();
    boolean ofCode =
        tables.stream().map(table -> target(image, table)).anyMatch(s -> contains(s, code));
    return ofCode && !image.symbols().isEmpty()
        ? Optional.of(new LinkRelocations(image, tables))
        : Optional.empty();
  }

  /** Records for the dynamic loader are allocated themselves; debug information is not loaded. */
  private static boolean isKept(ElfImage image, ElfSection table) {
    return table.type() == ElfSection.RELOCATIONS
        && !table.isAllocated()
        && table.info() > 0
        && table.info() < image.sections().size()
        && target(image, table).isAllocated();
  }

  private static ElfSection target(ElfImage image, ElfSection table) {
    return image.sections().get(table.info());
  }

  private static boolean contains(ElfSection section, long address) {
    return address >= section.address() && address < section.endAddress();
  }

  /** Every record with a symbol, table by table. */
  public void forEach(Visitor visitor) {
    ByteBuffer bytes = image.bytes();
    // Each symbol is meant by many records.
    List<ElfSymbol> symbols = List.copyOf(image.symbols());
    for (ElfSection table : tables) {
      long end = table.offset() + table.size() - RECORD_SIZE;
      for (long at = table.offset(); at <= end; at += RECORD_SIZE) {
        long info = bytes.getLong((int) at + INFO);
        int symbol = (int) (info >>> 32);
        if (symbol != 0) {
          visitor.visit(
              new Relocation(
                  bytes.getLong((int) at),
                  (int) info,
                  symbolOf(symbols, table, symbol),
                  bytes.getLong((int) at + ADDEND)));
        }
      }
    }
  }

  /** The list is without the null symbol. */
  private ElfSymbol symbolOf(List<ElfSymbol> symbols, ElfSection table, int index) {
    if (index < 0 || index > symbols.size()) {
      throw image.refuse(
          "relocation records " + table.name(),
          "symbol " + Integer.toUnsignedString(index),
          "up to " + symbols.size(),
          "the file is damaged: build or copy it again");
    }
    return symbols.get(index - 1);
  }
}
