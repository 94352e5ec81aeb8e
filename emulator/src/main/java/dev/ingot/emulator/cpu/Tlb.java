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

  /** How far right to shift a virtual address to mask it with {@link #ENTRY_MASK}. */
  static final int ENTRY_SHIFT = 11;

  /** Mask of the index of a tag in {@link #reads} and {@link #writes}. */
  static final int ENTRY_MASK = 2 * INDEX_MASK;

  /** A tag that equals no address of which the bits below the page number are all below 2048. */
  private static final long EMPTY = 1 << 11;

  /**
   * The entries of a side, each two longs: the tag, which is the virtual address of the page, and
   * what to add to a virtual address in the page for the address in {@link
   * dev.ingot.emulator.memory.HostMemory}. Both are in one line of the host's cache.
   */
  final long[] reads = new long[2 * ENTRIES];

  final long[] writes = new long[2 * ENTRIES];
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
    for (int i = 0; i < reads.length; i += 2) {
      reads[i] = EMPTY;
      writes[i] = EMPTY;
    }
    Arrays.fill(fetchTags, EMPTY);
    invalidateAll();
  }

  static int index(long va) {
    return (int) (va >>> 12) & INDEX_MASK;
  }

  /** Index of the tag of the entry that stands for an address. */
  static int entry(long va) {
    return (int) va >>> ENTRY_SHIFT & ENTRY_MASK;
  }

  /**
   * Lets a page be read.
   *
   * @param host where it is in {@link dev.ingot.emulator.memory.HostMemory}
   */
  void fillRead(long va, long host) {
    used = true;
    int entry = claim(va, entry(va), reads, readFills);
    reads[entry + 1] = host - (va & PAGE_MASK);
  }

  /** Lets a page be written. */
  void fillWrite(long va, long host) {
    used = true;
    int entry = claim(va, entry(va), writes, writeFills);
    writes[entry + 1] = host - (va & PAGE_MASK);
  }

  void fillFetch(long va, CodePage page) {
    used = true;
    int index = claim(va, index(va), fetchTags, fetchFills);
    fetchPages[index] = page;
  }

  /** Sets the tag at {@code index}, and gives the index. */
  private static int claim(long va, int index, long[] tags, TlbEntries filled) {
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
    empty(reads, readFills);
    empty(writes, writeFills);
    empty(fetchTags, fetchFills);
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
    int entry = entry(va);
    reads[entry] = EMPTY;
    writes[entry] = EMPTY;
    fetchTags[index(va)] = EMPTY;
  }

  /** Sends writes to a page of RAM through the slow path. */
  void forbidWrites(long host) {
    for (int i = 0; i < writeFills.count(); i++) {
      int entry = writeFills.get(i);
      if (writes[entry] + writes[entry + 1] == host) {
        writes[entry] = EMPTY;
      }
    }
  }
}
