package dev.ingot.emulator.memory;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the pages of one machine come from: blocks of {@link HostMemory}, taken one by one, as
 * pages are, and given back when nobody can reach the store any more. So whoever accesses a page by
 * its address has to keep the store reachable meanwhile. Pages lie there in the order of their
 * first use, until they {@link #settle}.
 */
final class PageStore {
  private static final Cleaner CLEANER = Cleaner.create();

  /**
   * What may be taken of all stores before the JVM is asked to look for unreachable ones: the
   * collector does not see their memory, and a machine without it is small.
   */
  private static final long PAGES_UNTIL_COLLECTION = (1L << 30) >>> RamPage.SHIFT;

  private static final AtomicLong TAKEN = new AtomicLong();

  /** Places that settled pages have left, which cost the host as much as pages: 4 MiB at most. */
  private static final int MOST_LEFT = 1024;

  private final Blocks blocks = new Blocks();
  private final OrderedPlaces ordered = new OrderedPlaces(blocks);

  /** Places that pages have left, and perhaps others have come to since. */
  private final long[] left = new long[MOST_LEFT];

  private int leftCount;

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
    if (HostMemory.NATIVE && TAKEN.incrementAndGet() % PAGES_UNTIL_COLLECTION == 0) {
      System.gc();
    }
    long page = left();
    if (page == OrderedPlaces.NOWHERE) {
      page = untouched();
    }
    ordered.take(page);
    HostMemory.fill(page, RamPage.BYTES, (byte) 0);
    return page;
  }

  /** A place that was touched and where no page lies, or {@link OrderedPlaces#NOWHERE}. */
  private long left() {
    while (leftCount > 0) {
      long place = left[--leftCount];
      if (!ordered.isTaken(place)) {
        return place;
      }
    }
    return OrderedPlaces.NOWHERE;
  }

  private long untouched() {
    if (next == end) {
      next = blocks.add(Blocks.USABLE_BYTES);
      end = next + Blocks.USABLE_BYTES;
    }
    long page = next;
    next += RamPage.BYTES;
    return page;
  }

  /**
   * Moves a page to the place that is meant for a virtual address, if there is such a place and it
   * is free.
   *
   * @param page where the page is
   * @return where it is now, which may be the same
   */
  long settle(long page, long va) {
    long place = ordered.of(va);
    if (place == OrderedPlaces.NOWHERE
        || place == page
        || ordered.isTaken(place)
        || leftCount == MOST_LEFT) {
      return page;
    }
    HostMemory.copy(page, place, RamPage.BYTES);
    ordered.take(place);
    ordered.leave(page);
    left[leftCount++] = page;
    return place;
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

    /**
     * Takes a block.
     *
     * @return address of its first page, a multiple of {@link RamPage#BYTES}
     * @throws OutOfMemoryError when there is none
     */
    long add(int bytes) {
      long block = HostMemory.allocate(bytes + ALIGNMENT_BYTES);
      taken.add(block);
      return block + RamPage.BYTES - 1 & -RamPage.BYTES;
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
