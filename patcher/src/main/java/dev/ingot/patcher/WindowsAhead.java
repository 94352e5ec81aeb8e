package dev.ingot.patcher;

import dev.ingot.goelf.BesideWork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Windows of a file, put together one after the other. If there are many, a second thread puts the
 * next one together while the first is at the present one. A window that cannot be put together
 * fails where it would be taken, behind all before it, whichever thread was at it.
 */
final class WindowsAhead implements AutoCloseable {
  /** Fewer are put together within a millisecond, of which a second thread could save a part. */
  private static final int WORTH_A_THREAD = 4;

  private final List<BesideWork<ByteBuffer>> windows = new ArrayList<>();

  /** Where the bytes of a window go; the next but one has the same room if there are two. */
  private final List<ByteBuffer> rooms = new ArrayList<>();

  /** A permit for each window that has room and that the second thread has not looked at. */
  private final Semaphore free;

  private int taken;
  private volatile boolean closed;

  /** Puts a window together. */
  @FunctionalInterface
  interface Filler {
    /**
     * Fills a window.
     *
     * @param window left with its bytes from position to limit
     * @param start file offset of the first
     */
    void fill(ByteBuffer window, long start);
  }

  private WindowsAhead(
      List<Long> starts, int threads, Supplier<ByteBuffer> newRoom, Filler filler) {
    for (int i = 0; i < threads; i++) {
      rooms.add(newRoom.get());
    }
    this.free = new Semaphore(threads);
    for (long start : starts) {
      ByteBuffer room = rooms.get(windows.size() % threads);
      windows.add(
          BesideWork.of(
              () -> {
                filler.fill(room, start);
                return room;
              }));
    }
  }

  /**
   * Begins.
   *
   * @param starts file offsets of the windows, in the order in which they are taken
   * @param newRoom gives room for one
   */
  static WindowsAhead of(List<Long> starts, Supplier<ByteBuffer> newRoom, Filler filler) {
    boolean isWorthAThread = starts.size() >= WORTH_A_THREAD;
    WindowsAhead ahead = new WindowsAhead(starts, isWorthAThread ? 2 : 1, newRoom, filler);
    BesideWork<Boolean> second = BesideWork.of(ahead::fillAll);
    if (isWorthAThread) {
      second.begin();
    }
    return ahead;
  }

  /** Whether it came to all of them, before nobody wanted more. */
  private boolean fillAll() {
    for (BesideWork<ByteBuffer> window : windows) {
      free.acquireUninterruptibly();
      if (closed) {
        return false;
      }
      window.run();
    }
    return true;
  }

  /** The next window; the call after this one gives its room away. */
  ByteBuffer next() {
    if (taken > 0) {
      free.release();
    }
    return windows.get(taken++).await();
  }

  /** Wants no more: the second thread ends with the window that it is at. */
  @Override
  public void close() {
    closed = true;
    free.release();
  }
}
