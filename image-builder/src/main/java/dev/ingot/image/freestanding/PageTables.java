package dev.ingot.image.freestanding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Translation tables that map each address to itself (Arm ARM D8.3: VMSAv8-64, 4 KiB granule,
 * 39-bit addresses, so that the first level looked up is level 1). What no mapping holds faults.
 * The largest possible blocks are taken.
 */
final class PageTables {
  /** What memory may be used for. */
  enum Use {
    /** Nothing: an access faults, whatever lies there. */
    NONE(0),
    /** Run and read. */
    CODE(NORMAL | READ_ONLY | UXN),
    /** Read. */
    CONSTANTS(NORMAL | READ_ONLY | UXN | PXN),
    /** Read and write. */
    DATA(NORMAL | UXN | PXN),
    /** Registers of devices. */
    DEVICE(DEVICE_MEMORY | UXN | PXN);

    private final long attributes;

    Use(long attributes) {
      this.attributes = attributes;
    }
  }

  /**
   * A range and its use; a later mapping of the same page wins.
   *
   * @param start PA, rounded down to a page
   * @param end PA behind it, rounded up to a page
   */
  record Mapping(long start, long end, Use use) {
    Mapping {
      start = start & -PAGE;
      end = end + PAGE - 1 & -PAGE;
    }
  }

  /** Bytes of a page and of a table. */
  static final long PAGE = 4096;

  /** First address that the tables cannot map. */
  static final long LIMIT = 1L << 39;

  // Attributes of block and page descriptors (D8.3.2): AF, SH = inner, AttrIndx of the stub's MAIR.
  private static final long NORMAL = 1L << 10 | 3L << 8 | 1L << 2;
  private static final long DEVICE_MEMORY = 1L << 10;
  private static final long READ_ONLY = 1L << 7;
  private static final long PXN = 1L << 53;
  private static final long UXN = 1L << 54;

  private static final long BLOCK = 1;
  private static final long TABLE = 3;
  private static final long LAST_LEVEL_PAGE = 3;

  private static final int ENTRIES = 512;
  private static final int FIRST_LEVEL = 1;
  private static final int LAST_LEVEL = 3;

  private final List<Mapping> mappings;
  private final long address;
  private final List<long[]> tables = new ArrayList<>();

  private PageTables(List<Mapping> mappings, long address) {
    this.mappings = List.copyOf(mappings);
    this.address = address;
  }

  /**
   * Makes the tables.
   *
   * @param address PA where they will lie, a multiple of 4096; the first one is the root
   * @return a multiple of 4096 bytes
   */
  static byte[] of(List<Mapping> mappings, long address) {
    PageTables result = new PageTables(mappings, address);
    result.build(FIRST_LEVEL, 0);
    ByteBuffer bytes =
        ByteBuffer.allocate((int) (result.tables.size() * PAGE)).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] table : result.tables) {
      for (long descriptor : table) {
        bytes.putLong(descriptor);
      }
    }
    return bytes.array();
  }

  /** Makes the table that covers {@code ENTRIES * span(level)} bytes from {@code base}; its PA. */
  private long build(int level, long base) {
    long[] table = new long[ENTRIES];
    long at = address + tables.size() * PAGE;
    tables.add(table);
    long span = span(level);
    for (int i = 0; i < ENTRIES; i++) {
      long start = base + i * span;
      if (isUniform(start, start + span)) {
        table[i] = leaf(level, start);
      } else {
        table[i] = build(level + 1, start) | TABLE;
      }
    }
    return at;
  }

  private long leaf(int level, long start) {
    Use use = useAt(start);
    if (use == Use.NONE) {
      return 0;
    }
    return start | use.attributes | (level == LAST_LEVEL ? LAST_LEVEL_PAGE : BLOCK);
  }

  /** Whether no mapping starts or ends inside. */
  private boolean isUniform(long start, long end) {
    return mappings.stream()
        .noneMatch(m -> (m.start > start && m.start < end) || (m.end > start && m.end < end));
  }

  private Use useAt(long start) {
    Use use = Use.NONE;
    for (Mapping mapping : mappings) {
      if (start >= mapping.start && start < mapping.end) {
        use = mapping.use;
      }
    }
    return use;
  }

  /** Bytes that an entry of a table stands for: 1 GiB, 2 MiB, 4 KiB. */
  private static long span(int level) {
    return PAGE << 9 * (LAST_LEVEL - level);
  }
}
