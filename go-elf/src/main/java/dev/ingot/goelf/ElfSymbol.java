package dev.ingot.goelf;

/**
 * One entry of {@code .symtab}.
 *
 * @param index place in the table
 * @param name the name, empty when it has none
 * @param value {@code st_value}: a VA in a linked program
 * @param size bytes
 * @param type {@code STT_*}: 1 object, 2 function, 3 section, 4 file, 6 thread local
 * @param section {@code st_shndx}, 0xfff1 for an absolute value
 * @param entryOffset file offset of the entry
 */
public record ElfSymbol(
    int index, String name, long value, long size, int type, int section, long entryOffset) {
  /** {@code SHN_LORESERVE}: section numbers from here on are not sections. */
  public static final int FIRST_RESERVED_SECTION = 0xff00;

  /** Bytes from the start of an entry to {@code st_value}. */
  public static final int VALUE_OFFSET = 8;
}
