package dev.ingot.emulator.cpu;

/** A region that the CPU may run while the pages of its instructions are mapped as they were. */
final class InstalledRegion {
  final Region code;

  /** Virtual address of the first instruction. */
  final long entry;

  /** What follows at the direct exits, by number, where that is known. */
  final InstalledRegion[] links;

  /** Virtual addresses of the pages that hold its instructions. */
  private final long[] addresses;

  /** The physical pages behind them. */
  private final CodePage[] pages;

  /** The TLB that it works with. */
  private final Tlb tlb;

  private boolean discarded;

  /** When the mapping was last found to hold, null for never. */
  private Tlb.Mappings seenAt;

  InstalledRegion(Region code, long entry, Tlb tlb, long[] addresses, CodePage[] pages) {
    this.code = code;
    this.entry = entry;
    this.tlb = tlb;
    this.links = new InstalledRegion[code.directExits()];
    this.addresses = addresses;
    this.pages = pages;
    for (CodePage page : pages) {
      page.addRegion(this);
    }
  }

  /** The physical page of the first instruction. */
  CodePage entryPage() {
    for (int i = 0; i < addresses.length; i++) {
      if (addresses[i] == (entry & Tlb.PAGE_MASK)) {
        return pages[i];
      }
    }
    throw new IllegalStateException("a region without the page of its entry");
  }

  /** One of its pages has changed: the region never runs again. */
  void discard() {
    discarded = true;
    seenAt = null;
  }

  boolean isDiscarded() {
    return discarded;
  }

  /**
   * Whether the region is already known to stand for what the CPU would execute at its entry.
   *
   * @param present of the TLB that the CPU uses
   */
  boolean isKnownToHold(Tlb.Mappings present) {
    return seenAt == present;
  }

  /** Whether the region stands for what the CPU would execute at its entry. */
  boolean holds(VirtualMemory memory) {
    return isKnownToHold(memory.tlb.mappings()) || isMapped(memory);
  }

  private boolean isMapped(VirtualMemory memory) {
    if (discarded || tlb != memory.tlb) {
      return false;
    }
    for (int i = 0; i < addresses.length; i++) {
      if (memory.executablePage(addresses[i]) != pages[i]) {
        return false;
      }
    }
    for (long address : addresses) {
      tlb.noteTranslated(address);
    }
    seenAt = tlb.mappings();
    return true;
  }
}
