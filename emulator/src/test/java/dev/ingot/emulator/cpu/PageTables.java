package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.PhysicalMemory;
import dev.ingot.emulator.memory.RamPage;

/**
 * Builds 4 KiB translation tables with a 48-bit input range in RAM, descriptor by descriptor (Arm
 * ARM D8.3).
 */
final class PageTables {
  static final long VALID = 1;
  static final long TABLE = 1 << 1;
  static final long PAGE = 1 << 1;
  static final long EL0 = 1 << 6;
  static final long READ_ONLY = 1 << 7;
  static final long ACCESSED = 1 << 10;
  static final long NOT_GLOBAL = 1 << 11;
  static final long PXN = 1L << 53;
  static final long UXN = 1L << 54;

  /** Attribute index 1, which the fixture's MAIR makes Device-nGnRE; index 0 is Normal. */
  static final long DEVICE = 1 << 2;

  /** A page of user data. */
  static final long USER_DATA = EL0 | ACCESSED | UXN | PXN;

  /** A page of user code. */
  static final long USER_CODE = EL0 | READ_ONLY | ACCESSED | PXN;

  /** A page of kernel code and data alike. */
  static final long KERNEL = ACCESSED | UXN;

  private static final long ADDRESS = 0x0000_ffff_ffff_f000L;

  private final PhysicalMemory memory;
  private final long root;
  private long next;

  /** Tables from {@code firstTable} upwards. */
  PageTables(PhysicalMemory memory, long firstTable) {
    this.memory = memory;
    this.root = firstTable;
    this.next = firstTable + RamPage.BYTES;
  }

  long root() {
    return root;
  }

  /** Maps one page. */
  void map(long va, long pa, long attributes) {
    write(va, 3, pa | attributes | VALID | PAGE);
  }

  /** Maps a block of level 1 (1 GiB) or 2 (2 MiB). */
  void mapBlock(long va, int level, long pa, long attributes) {
    write(va, level, pa | attributes | VALID);
  }

  /** Writes the descriptor of {@code va} at {@code level}, making the tables above it as needed. */
  void write(long va, int level, long descriptor) {
    memory.page(entry(va, level)).write(offset(va, level), Long.BYTES, descriptor);
  }

  /** Sets bits in the table descriptor of {@code va} at {@code level}, e.g. APTable. */
  void restrict(long va, int level, long bits) {
    RamPage page = memory.page(entry(va, level));
    int offset = offset(va, level);
    page.write(offset, Long.BYTES, page.read(offset, Long.BYTES) | bits);
  }

  private long entry(long va, int level) {
    long table = root;
    for (int at = 0; at < level; at++) {
      RamPage page = memory.page(table);
      int offset = offset(va, at);
      if (page.read(offset, Long.BYTES) == 0) {
        page.write(offset, Long.BYTES, next | VALID | TABLE);
        next += RamPage.BYTES;
      }
      table = page.read(offset, Long.BYTES) & ADDRESS;
    }
    return table;
  }

  /** Where the descriptor of {@code va} is in the table of a level, in bytes. */
  private static int offset(long va, int level) {
    return ((int) (va >>> 12 + 9 * (3 - level)) & 511) * Long.BYTES;
  }
}
