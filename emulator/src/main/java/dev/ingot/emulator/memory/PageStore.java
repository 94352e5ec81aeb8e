package dev.ingot.emulator.memory;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the pages of one machine come from: blocks of {@link HostMemory}, taken one by one, as
 * pages are, and given back when nobody can reach the store any more. So whoever accesses a page by
 * its address has to keep the store reachable meanwhile.
 */
final class PageStore {
  private static final Cleaner CLEANER = Cleaner.create();

  /**
   * What may be taken of all stores before the JVM is asked to look for unreachable ones: the
   * collector does not see their memory, and a machine without it is small.
   */
  private static final long PAGES_UNTIL_COLLECTION = (1L << 30) >>> RamPage.SHIFT;

  private static final AtomicLong TAKEN = new AtomicLong();

  private final Blocks blocks = new Blocks();
  private long next;
  private long end;

  PageStore() {
    CLEANER.register(this, blocks);
  }

  /**
   * Takes a page of zeros.
   *
   * @return address of its first byte, a multiple of {@link RamPage#BYTES}
   * @throws OutOfMemoryError when there is none
   */
  long take() {
    if (next == end) {
      next = blocks.add() + RamPage.BYTES - 1 & -RamPage.BYTES;
      end = next + Blocks.USABLE_BYTES;
    }
    if (HostMemory.NATIVE && TAKEN.incrementAndGet() % PAGES_UNTIL_COLLECTION == 0) {
      System.gc();
    }
    HostMemory.fill(next, RamPage.BYTES, (byte) 0);
    long page = next;
    next += RamPage.BYTES;
    return page;
  }

  /** What is given back when the store is gone. */
  Blocks blocks() {
    return blocks;
  }

  /** The blocks of a store, which know nothing of the store. */
  static final class Blocks implements Runnable {
    /**
     * From 32 MiB on, the C library of Linux always maps memory and unmaps it when it is given back
     * (mallopt(3), M_MMAP_THRESHOLD). What is not touched costs nothing.
     */
    private static final int NATIVE_BYTES = 32 << 20;

    static final int USABLE_BYTES = HostMemory.NATIVE ? NATIVE_BYTES : HeapMemory.BLOCK_BYTES;

    /** Native blocks may begin anywhere. */
    private static final int ALIGNMENT_BYTES = HostMemory.NATIVE ? RamPage.BYTES : 0;

    private final List<Long> taken = new ArrayList<>();
    private volatile boolean givenBack;

    long add() {
      long block = HostMemory.allocate(USABLE_BYTES + ALIGNMENT_BYTES);
      taken.add(block);
      return block;
    }

    @Override
    public void run() {
      taken.forEach(HostMemory::free);
      givenBack = true;
    }

    boolean isGivenBack() {
      return givenBack;
    }
  }
}
