package dev.ingot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.conformance.Comparison.TestPair;
import dev.ingot.conformance.TestLog.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedRunsPageTest {
  private static final StdPackage SYNC = new StdPackage("sync", Path.of("sync"));
  private static final GoDistribution GO = new GoDistribution("1.23", Path.of("go"));
  private static final GuestMachine MACHINE = GuestMachine.of("qemu", 4);
  private static final int FAILED = 1;

  @Test
  void aTestThatFailsInSomeRunsIsCounted() {
    String page = page(List.of(run(0, Outcome.PASS, ""), run(FAILED, Outcome.FAIL, "too late")));

    assertThat(page)
        .contains("| machine | QEMU virt, 4 CPUs;")
        .contains("| sync | 2 | 1 | 0 |\n")
        .contains("| sync | TestOnce | 1 of 2 | too late |\n");
  }

  @Test
  void aRunThatWasEndedHung() {
    assertThat(page(List.of(run(Run.TIMED_OUT, Outcome.UNFINISHED, "time limit"))))
        .contains("| sync | 1 | 0 | 1 |\n");
  }

  @Test
  void withoutFailuresThePageSaysSo() {
    assertThat(page(List.of(run(0, Outcome.PASS, ""), run(0, Outcome.PASS, ""))))
        .contains("| sync | 2 | 2 | 0 |\n")
        .endsWith("## Tests that failed\nNone.\n");
  }

  private static String page(List<List<Comparison>> runs) {
    return new RepeatedRunsPage(GO, MACHINE, runs).text("make conformance", LocalDate.EPOCH);
  }

  private static List<Comparison> run(int status, Outcome outcome, String cause) {
    TestPair pair = new TestPair("TestOnce", outcome, Outcome.PASS, cause, List.of());
    return List.of(new Comparison(SYNC, List.of(pair), status, 0, Duration.ZERO));
  }
}
