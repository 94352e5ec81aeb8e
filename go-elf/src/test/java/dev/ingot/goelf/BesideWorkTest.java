package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BesideWorkTest {
  @Test
  void workThatNobodyBeganIsDoneByTheThreadThatWantsItsResult() {
    assertThat(BesideWork.of(Thread::currentThread).await()).isSameAs(Thread.currentThread());
  }

  @Test
  void workIsDoneOnceHoweverManyThreadsComeToIt() {
    AtomicInteger times = new AtomicInteger();
    BesideWork<Integer> work = BesideWork.of(times::incrementAndGet);

    work.begin();
    work.run();

    assertThat(work.await()).isEqualTo(1);
    assertThat(work.await()).isEqualTo(1);
  }

  @Test
  void whatWorkThrowsIsThrownWhereItsResultIsAskedFor() {
    Error pageIsGone = new InternalError("page");
    BesideWork<Object> work =
        BesideWork.of(
                () -> {
                  throw pageIsGone;
                })
            .begin();

    assertThatThrownBy(work::await).isSameAs(pageIsGone);
  }
}
