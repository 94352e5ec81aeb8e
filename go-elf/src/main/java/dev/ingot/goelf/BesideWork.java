package dev.ingot.goelf;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work for whichever thread comes to it first: a second one, or the one that wants its result. It
 * is done once. What it throws is thrown where its result is asked for.
 */
public final class BesideWork<T> {
  private final FutureTask<T> task;

  private BesideWork(Supplier<T> work) {
    this.task = new FutureTask<>(work::get);
  }

  /** Work that nobody has begun. */
  public static <T> BesideWork<T> of(Supplier<T> work) {
    return new BesideWork<>(work);
  }

  /** Lets a second thread do it meanwhile. */
  public BesideWork<T> begin() {
    Thread.ofPlatform().daemon().name("ingot-beside").start(task);
    return this;
  }

  /** Does it here and now, unless another thread has begun. */
  public void run() {
    task.run();
  }

  /** The result: does the work unless another thread has begun, and then waits for that one. */
  public T await() {
    run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw asThrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a second thread worked", e);
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
