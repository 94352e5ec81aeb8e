package dev.ingot.emulator.mmu;

/** The sizes of page that stage 1 tables can have (Arm ARM D8.2.1, "Translation granules"). */
enum Granule {
  KIB_4(12, 1),
  KIB_16(14, 2),
  KIB_64(16, 2);

  static final int LAST_LEVEL = 3;
  private static final int LOG2_DESCRIPTOR_BYTES = 3;

  private final int pageShift;
  private final int firstBlockLevel;

  Granule(int pageShift, int firstBlockLevel) {
    this.pageShift = pageShift;
    this.firstBlockLevel = firstBlockLevel;
  }

  /** What TCR_ELx.TG0 selects; the reserved value selects 4 KiB here. */
  static Granule ofTg0(int field) {
    return switch (field) {
      case 1 -> KIB_64;
      case 2 -> KIB_16;
      default -> KIB_4;
    };
  }

  /** What TCR_EL1.TG1, whose values are others, selects; the reserved one selects 4 KiB here. */
  static Granule ofTg1(int field) {
    return switch (field) {
      case 1 -> KIB_16;
      case 3 -> KIB_64;
      default -> KIB_4;
    };
  }

  /** Address bits that one table resolves: a table fills a page with descriptors. */
  int bitsPerLevel() {
    return pageShift - LOG2_DESCRIPTOR_BYTES;
  }

  /** The lowest address bit that a level's index takes. */
  int shift(int level) {
    return pageShift + (LAST_LEVEL - level) * bitsPerLevel();
  }

  /** The level at which a walk of addresses of {@code inputBits} bits starts. */
  int startLevel(int inputBits) {
    return LAST_LEVEL - (inputBits - pageShift - 1) / bitsPerLevel();
  }

  /** Whether a descriptor of a level can end the walk without being a page's. */
  boolean allowsBlockAt(int level) {
    return level >= firstBlockLevel && level < LAST_LEVEL;
  }

  /** The bits of a descriptor that hold an address, below 48 bits. */
  long addressMask() {
    return (1L << 48) - (1L << pageShift);
  }
}
