package dev.ingot.emulator.mmu;

/** The outcome of a table walk. Reused by its {@link TableWalker}: read it before the next walk. */
public final class Translation {
  /** Inner and outer Non-cacheable (Arm ARM, MAIR_EL1). */
  private static final long NORMAL_NON_CACHEABLE = 0x44;

  private static final int OUTER_SHAREABLE = 2;

  long physicalPage;
  boolean el0Readable;
  boolean el0Writable;
  boolean el0Executable;
  boolean el1Writable;
  boolean el1Executable;
  boolean device;
  long memoryAttribute;
  int shareability;
  int level;
  long blockBytes;

  /** Physical address of the 4 KiB page. */
  public long physicalPage() {
    return physicalPage;
  }

  /** Whether the memory type is Device, where unaligned accesses fault. */
  public boolean device() {
    return device;
  }

  /** The MAIR attribute byte, as PAR_EL1.ATTR reports it. */
  public long memoryAttribute() {
    return memoryAttribute;
  }

  /** What PAR_EL1.SH reports: 0 none, 2 outer, 3 inner shareable. */
  public long shareability() {
    boolean neverCached = device || memoryAttribute == NORMAL_NON_CACHEABLE;
    return neverCached ? OUTER_SHAREABLE : shareability;
  }

  /** Bytes the descriptor maps: 4096, 2 MiB or 1 GiB. */
  public long blockBytes() {
    return blockBytes;
  }

  /** Level of the last descriptor. */
  public int level() {
    return level;
  }

  /** Whether the mapping permits the access. */
  public boolean permits(Access access, Privilege privilege) {
    if (privilege == Privilege.EL0) {
      return switch (access) {
        case READ -> el0Readable;
        case WRITE -> el0Writable;
        case EXECUTE -> el0Executable;
      };
    }
    if (access == Access.EXECUTE) {
      return el1Executable;
    }
    if (privilege == Privilege.EL1_PAN && el0Readable) {
      return false;
    }
    return access == Access.READ || el1Writable;
  }

  void identity(long va, boolean deviceMemory) {
    physicalPage = va & -4096;
    el0Readable = true;
    el0Writable = true;
    el0Executable = true;
    el1Writable = true;
    el1Executable = true;
    device = deviceMemory;
    memoryAttribute = 0;
    shareability = OUTER_SHAREABLE;
    level = 0;
    blockBytes = 4096;
  }
}
