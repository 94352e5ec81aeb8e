package dev.ingot.emulator.cpu;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The requests of a CPU that are translated on a thread beside its own. */
final class BackgroundTranslation {
  private final Queue<RegionRequest> done = new ConcurrentLinkedQueue<>();

  /** Whether {@link #done} may hold something: one read for each look at it. */
  private volatile boolean anyDone;

  /** One thread for all machines, started by the first request. */
  private static final class Worker {
    static final ExecutorService THREAD =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("translator").factory());
  }

  /** Has a request translated. */
  void submit(RegionRequest request) {
    Worker.THREAD.execute(
        () -> {
          request.translate();
          request.haveCompiled();
          done.add(request);
          anyDone = true;
        });
  }

  /** Whether {@link #poll} may give something. */
  boolean hasDone() {
    return anyDone;
  }

  /**
   * A request that has been translated, or null. To be called until it gives null: from then on
   * {@link #hasDone} tells of further ones. For the thread of the CPU.
   */
  RegionRequest poll() {
    // Before the look: what the other thread adds behind it sets this again.
    anyDone = false;
    return done.poll();
  }
}
