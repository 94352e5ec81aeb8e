package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.RamPage;
import java.util.HashSet;
import java.util.Set;

/**
 * A direct-mapped translation cache for one {@link dev.ingot.emulator.mmu.Privilege}. An entry of
 * the read and write sides stands for a page in RAM where every aligned access is permitted;
 * unaligned ones are too unless {@link #alignmentMatters}. All else takes the slow path.
 */
final class Tlb {
  /**
   * Entries a side, a power of two: the runtime of Go spaces its tables by 32 MiB, and with fewer
   * entries some of their pages would drive each other out.
   */
  static final int ENTRIES = 16_384;

  static final int INDEX_MASK = ENTRIES - 1;

  /** Mask of the page number in a virtual address. */
  static final long PAGE_MASK = -4096L;

  /** Longs of an entry in {@link #reads} and {@link #writes}. */
  private static final int LONGS_PER_ENTRY = 2;

  /** How far right to shift a virtual address to mask it with {@link #ENTRY_MASK}. */
  static final int ENTRY_SHIFT = 11;

  /** Mask of the index of a tag in {@link #reads} and {@link #writes}. */
  static final int ENTRY_MASK = LONGS_PER_ENTRY * INDEX_MASK;

  /**
   * In which bit the tag of a data entry differs from the address of its page. So the exclusive or
   * of the tag and an address in the page is this plus the offset, and with any other address it is
   * larger, both as signed numbers: one comparison tells that the first byte of an access hits, and
   * that the last one is in the same page.
   */
  static final long HIT = Long.MIN_VALUE;

  /**
   * The entries of a side, each two longs: the {@link #tag}, and what to add to a virtual address
   * in the page for the address in {@link dev.ingot.emulator.memory.HostMemory}. Both are in one
   * line of the host's cache.
   */
  final long[] reads = new long[LONGS_PER_ENTRY * ENTRIES];

  final long[] writes = new long[LONGS_PER_ENTRY * ENTRIES];
  final long[] fetchTags = new long[ENTRIES];
  final CodePage[] fetchPages = new CodePage[ENTRIES];
  private final TlbEntries readFills = new TlbEntries();
  private final TlbEntries writeFills = new TlbEntries();
  private final TlbEntries fetchFills = new TlbEntries();

  /**
   * Whether an entry may be of Device memory, or SCTLR_EL1.A is set: an unaligned access has to be
   * translated anew.
   */
  boolean alignmentMatters;

  /** Virtual addresses of pages with translated code that ran since {@link #mappings} changed. */
  private final Set<Long> translated = new HashSet<>();

  private Mappings mappings = new Mappings();
  private boolean used = true;

  /**
   * Range of virtual addresses with entries that come from block descriptors; empty when low >
   * high.
   */
  private long lowestBlock;

  private long highestBlock;

  Tlb() {
    // All others are empty as Java makes them.
    reads[0] = emptyTag(0);
    writes[0] = emptyTag(0);
    fetchTags[0] = emptyFetchTag(0);
    invalidateAll();
  }

  static int index(long va) {
    return (int) (va >>> 12) & INDEX_MASK;
  }

  /** Index of the tag of the entry that stands for an address. */
  static int entry(long va) {
    return (int) va >>> ENTRY_SHIFT & ENTRY_MASK;
  }

  /** The tag of an entry that stands for the page of an address. */
  static long tag(long va) {
    return va & PAGE_MASK ^ HIT;
  }

  /** The tag of an entry that stands for no address: of a page whose place is another entry. */
  private static long emptyTag(int entry) {
    return entry == 0 ? tag(RamPage.BYTES) : 0;
  }

  /** The same for {@link #fetchTags}. */
  private static long emptyFetchTag(int index) {
    return index == 0 ? RamPage.BYTES : 0;
  }

  /**
   * Lets a page be read.
   *
   * @param host where it is in {@link dev.ingot.emulator.memory.HostMemory}
   */
  void fillRead(long va, long host) {
    fill(va, host, reads, readFills);
  }

  /** Lets a page be written. */
  void fillWrite(long va, long host) {
    fill(va, host, writes, writeFills);
  }

  private void fill(long va, long host, long[] side, TlbEntries filled) {
    used = true;
    int entry = entry(va);
    if (side[entry] == emptyTag(entry)) {
      filled.add(entry);
    }
    side[entry] = tag(va);
    side[entry + 1] = host - (va & PAGE_MASK);
  }

  void fillFetch(long va, CodePage page) {
    used = true;
    int index = index(va);
    if (fetchTags[index] == emptyFetchTag(index)) {
      fetchFills.add(index);
    }
    fetchTags[index] = va & PAGE_MASK;
    fetchPages[index] = page;
  }

  private static void empty(long[] side, TlbEntries filled) {
    for (int i = 0; i < filled.count(); i++) {
      int entry = filled.get(i);
      side[entry] = emptyTag(entry);
    }
    filled.clear();
  }

  private void emptyFetches() {
    for (int i = 0; i < fetchFills.count(); i++) {
      int index = fetchFills.get(i);
      fetchTags[index] = emptyFetchTag(index);
    }
    fetchFills.clear();
  }

  /** Stands for a TLB and a time in which all translated code was mapped in the same way. */
  static final class Mappings {}

  /**
   * Another object whenever translated code may no longer be mapped as it was: {@link
   * #noteTranslated} says which pages matter.
   */
  Mappings mappings() {
    return mappings;
  }

  /** Remembers that translated code depends on the mapping of the page at {@code va}. */
  void noteTranslated(long va) {
    used = true;
    translated.add(va);
  }

  private void forgetTranslated() {
    translated.clear();
    mappings = new Mappings();
  }

  /** Remembers that an entry at {@code va} comes from a block descriptor of {@code bytes}. */
  void noteBlock(long va, long bytes) {
    lowestBlock = Math.min(lowestBlock, va & -bytes);
    highestBlock = Math.max(highestBlock, va | bytes - 1);
  }

  void invalidateAll() {
    if (!used) {
      return;
    }
    used = false;
    alignmentMatters = false;
    empty(reads, readFills);
    empty(writes, writeFills);
    emptyFetches();
    forgetTranslated();
    lowestBlock = Long.MAX_VALUE;
    highestBlock = Long.MIN_VALUE;
  }

  /** Removes what translates {@code va}, the rest of its block included. */
  void invalidate(long va) {
    if (va >= lowestBlock && va <= highestBlock) {
      invalidateAll();
      return;
    }
    if (translated.contains(va & PAGE_MASK)) {
      forgetTranslated();
    }
    forgetData(va);
    fetchTags[index(va)] = emptyFetchTag(index(va));
  }

  /** Removes what says where the data at {@code va} is, but not what translated code depends on. */
  void forgetData(long va) {
    int entry = entry(va);
    reads[entry] = emptyTag(entry);
    writes[entry] = emptyTag(entry);
  }

  /**
   * What has to be added to most of the given addresses that the read side knows, for the address
   * in {@link dev.ingot.emulator.memory.HostMemory}; 0 if it knows none.
   */
  long commonestAddend(long[] addresses) {
    long[] addends = new long[addresses.length];
    int known = 0;
    for (long va : addresses) {
      if (reads[entry(va)] == tag(va)) {
        addends[known++] = reads[entry(va) + 1];
      }
    }
    // Loops alone: this is done for each region, and the JVM still interprets when there are many.
    long commonest = 0;
    int most = 0;
    for (int i = 0; i < known; i++) {
      int count = 0;
      for (int j = i; j < known; j++) {
        count += addends[j] == addends[i] ? 1 : 0;
      }
      if (count > most) {
        most = count;
        commonest = addends[i];
      }
    }
    return commonest;
  }

  /** Sends writes to a page of RAM through the slow path. */
  void forbidWrites(long host) {
    for (int i = 0; i < writeFills.count(); i++) {
      int entry = writeFills.get(i);
      if ((writes[entry] ^ HIT) + writes[entry + 1] == host) {
        writes[entry] = emptyTag(entry);
      }
    }
  }
}
