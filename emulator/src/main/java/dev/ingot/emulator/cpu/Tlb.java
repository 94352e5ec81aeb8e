package dev.ingot.emulator.cpu;

import java.util.Arrays;
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

  /** A tag that no page address equals. */
  private static final long EMPTY = 1;

  final long[] readTags = new long[ENTRIES];
  final long[][] readPages = new long[ENTRIES][];
  final long[] writeTags = new long[ENTRIES];
  final long[][] writePages = new long[ENTRIES][];
  final long[] fetchTags = new long[ENTRIES];
  final CodePage[] fetchPages = new CodePage[ENTRIES];
  private final TlbEntries reads = new TlbEntries();
  private final TlbEntries writes = new TlbEntries();
  private final TlbEntries fetches = new TlbEntries();

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
    Arrays.fill(readTags, EMPTY);
    Arrays.fill(writeTags, EMPTY);
    Arrays.fill(fetchTags, EMPTY);
    invalidateAll();
  }

  static int index(long va) {
    return (int) (va >>> 12) & INDEX_MASK;
  }

  void fillRead(long va, long[] words) {
    used = true;
    int index = claim(va, readTags, reads);
    readPages[index] = words;
  }

  void fillWrite(long va, long[] words) {
    used = true;
    int index = claim(va, writeTags, writes);
    writePages[index] = words;
  }

  void fillFetch(long va, CodePage page) {
    used = true;
    int index = claim(va, fetchTags, fetches);
    fetchPages[index] = page;
  }

  /** Sets the tag of the entry that stands for an address, and gives its index. */
  private static int claim(long va, long[] tags, TlbEntries filled) {
    int index = index(va);
    if (tags[index] == EMPTY) {
      filled.add(index);
    }
    tags[index] = va & PAGE_MASK;
    return index;
  }

  private static void empty(long[] tags, TlbEntries filled) {
    for (int i = 0; i < filled.count(); i++) {
      tags[filled.get(i)] = EMPTY;
    }
    filled.clear();
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
    empty(readTags, reads);
    empty(writeTags, writes);
    empty(fetchTags, fetches);
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
    int index = index(va);
    readTags[index] = EMPTY;
    writeTags[index] = EMPTY;
    fetchTags[index] = EMPTY;
  }

  /** Sends writes to a page of RAM through the slow path. */
  void forbidWrites(long[] words) {
    for (int i = 0; i < writes.count(); i++) {
      int index = writes.get(i);
      if (writePages[index] == words) {
        writeTags[index] = EMPTY;
        writePages[index] = null;
      }
    }
  }
}
