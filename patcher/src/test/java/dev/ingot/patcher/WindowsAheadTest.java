package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsAheadTest {
  private static ByteBuffer newRoom() {
    return ByteBuffer.allocate(Long.BYTES);
  }

  private static List<Long> starts(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static void fill(ByteBuffer window, long start) {
    window.clear().putLong(start).flip();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 10_000})
  void windowsAreTakenInOrderEachWithItsBytes(int count) {
    try (WindowsAhead windows =
        WindowsAhead.of(starts(count), WindowsAheadTest::newRoom, WindowsAheadTest::fill)) {
      for (long start = 0; start < count; start++) {
        assertThat(windows.next().getLong()).isEqualTo(start);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100})
  void aWindowThatCannotBePutTogetherFailsBehindAllBeforeIt(int count) {
    IllegalStateException failure = new IllegalStateException("the last but one");
    WindowsAhead.Filler filler =
        (window, start) -> {
          if (start == count - 2) {
            throw failure;
          }
          fill(window, start);
        };
    try (WindowsAhead windows = WindowsAhead.of(starts(count), WindowsAheadTest::newRoom, filler)) {
      for (long start = 0; start < count - 2; start++) {
        assertThat(windows.next().getLong()).isEqualTo(start);
      }
      assertThatThrownBy(windows::next).isSameAs(failure);
    }
  }

  @Test
  void theSecondThreadEndsWhenNobodyWantsMore() throws InterruptedException {
    SynchronousQueue<Thread> second = new SynchronousQueue<>();
    WindowsAhead.Filler filler =
        (window, start) -> {
          if (start == 0) {
            tell(second);
          }
          fill(window, start);
        };
    Thread filling;
    try (WindowsAhead windows = WindowsAhead.of(starts(100), WindowsAheadTest::newRoom, filler)) {
      filling = second.take();
      assertThat(windows.next().getLong()).isZero();
    }

    assertThat(filling).isNotSameAs(Thread.currentThread());
    assertThat(filling.join(Duration.ofMinutes(1))).isTrue();
  }

  private static void tell(SynchronousQueue<Thread> queue) {
    try {
      queue.put(Thread.currentThread());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
