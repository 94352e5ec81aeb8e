package dev.ingot.patcher;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that a second thread does meanwhile. What it throws is thrown where its result is asked for.
 */
final class BesideWork<T> {
  private final FutureTask<T> task;

  private BesideWork(Supplier<T> work) {
    this.task = new FutureTask<>(work::get);
  }

  /** Begins. */
  static <T> BesideWork<T> begin(Supplier<T> work) {
    BesideWork<T> begun = new BesideWork<>(work);
    Thread.ofPlatform().daemon().name("ingot-beside").start(begun.task);
    return begun;
  }

  /** Waits for the result. */
  T await() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw asThrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while patching", e);
    }
  }

  private static RuntimeException asThrown(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
