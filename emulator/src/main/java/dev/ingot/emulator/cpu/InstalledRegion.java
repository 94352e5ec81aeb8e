package dev.ingot.emulator.cpu;

import java.util.Arrays;

/** A region that the CPU may run while the pages of its instructions are mapped as they were. */
final class InstalledRegion {
  private Region code;

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

  /** What to run, while it is not discarded. */
  Region code() {
    return code;
  }

  /**
   * One of its pages has changed, or others need its place: the region never runs again, and its
   * entry is decoded anew. Its class can be unloaded, whoever still knows the region.
   */
  void discard() {
    code = null;
    seenAt = null;
    Arrays.fill(links, null);
    entryPage().ops[CodePage.index(entry)] = null;
  }

  boolean isDiscarded() {
    return code == null;
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
    if (isDiscarded() || tlb != memory.tlb) {
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
