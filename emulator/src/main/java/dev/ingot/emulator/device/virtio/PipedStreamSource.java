package dev.ingot.emulator.device.virtio;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream whose other side may take its time: the guest goes on while nothing has come. The stream
 * is still read only when the guest has made room, never ahead.
 */
final class PipedStreamSource implements StreamSource {
  /**
   * How long the whole machine waits for an answer. A writer that is faster gives the same run each
   * time; only a slower one lets the guest's time go on meanwhile.
   */
  private static final Duration GRACE = Duration.ofMillis(50);

  /** What one read of the stream brought: bytes, or nothing at its end. */
  private record Answer(byte[] bytes, int count) {}

  private final InputStream stream;
  private final BlockingQueue<Integer> questions = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);
  private Thread reader;
  private boolean asked;

  PipedStreamSource(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public int read(byte[] buffer) {
    if (!asked) {
      ask(buffer.length);
      await(GRACE);
    }
    Answer answer = answers.poll();
    if (answer == null) {
      return NOTHING_YET;
    }
    int count = Math.min(answer.count, buffer.length);
    if (count < answer.count) {
      // The driver has reset the device since, and makes less room now.
      byte[] rest = Arrays.copyOfRange(answer.bytes, count, answer.count);
      answers.add(new Answer(rest, rest.length));
    } else {
      asked = false;
    }
    System.arraycopy(answer.bytes, 0, buffer, 0, Math.max(0, count));
    return count;
  }

  @Override
  public boolean awaited() {
    return asked;
  }

  @Override
  public void await(Duration longest) {
    try {
      Answer answer = answers.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
      if (answer != null) {
        answers.add(answer);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(int room) {
    if (reader == null) {
      reader = Thread.ofPlatform().daemon().name("stdin").start(this::answerAll);
    }
    questions.add(room);
    asked = true;
  }

  private void answerAll() {
    try {
      Answer answer;
      do {
        byte[] bytes = new byte[questions.take()];
        answer = new Answer(bytes, readOrEnd(bytes));
        answers.put(answer);
      } while (answer.count != END);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** A stream that fails has ended, for the guest. */
  private int readOrEnd(byte[] bytes) {
    try {
      return stream.read(bytes);
    } catch (IOException gone) {
      return END;
    }
  }
}
