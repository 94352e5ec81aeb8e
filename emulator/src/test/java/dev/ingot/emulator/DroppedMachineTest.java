package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A machine that nobody but its thread knows goes on, whatever the collector does. */
class DroppedMachineTest {
  private static final int MACHINES = 6;
  private static final int COLLECTIONS = 20;
  private static final int SLICES = 30;

  /** Instructions of a slice. */
  private static final int SLICE = 200_000;

  /** Counts in memory for ever: its page is read and written by address all the time. */
  private static final int[] COUNT = {
    0x1000_8005, // adr x5, .+4096
    0xf940_00a1, // ldr x1, [x5]
    0x9100_0421, // add x1, x1, #1
    0xf900_00a1, // str x1, [x5]
    0x17ff_fffd, // b .-12
  };

  /** The instructions of a round of the loop. */
  private static final int ROUND = 4;

  @Test
  void whatItCountsInItsMemoryIsRightWhileMachinesComeAndGo() throws Exception {
    List<Future<Long>> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(MACHINES)) {
      for (int i = 0; i < MACHINES; i++) {
        counts.add(threads.submit(counting()));
      }
      for (int i = 0; i < COLLECTIONS; i++) {
        touchAndDrop();
        System.gc();
      }
    }
    for (Future<Long> count : counts) {
      assertThat(count.get()).isEqualTo((long) SLICES * SLICE / ROUND);
    }
  }

  /** The machine is known to the thread that runs it alone. */
  private static Callable<Long> counting() {
    return () -> {
      Machine machine = counter();
      for (long slice = 1; slice <= SLICES; slice++) {
        machine.run(RunLimits.instructions(slice * SLICE));
      }
      return machine.cpu(0).x(1);
    };
  }

  private static void touchAndDrop() {
    counter().run(RunLimits.instructions(SLICE));
  }

  private static Machine counter() {
    Machine machine = new Machine(MachineConfig.builder().translator(Translator.EAGER).build());
    machine.load(BareMetal.image(COUNT));
    return machine;
  }
}
