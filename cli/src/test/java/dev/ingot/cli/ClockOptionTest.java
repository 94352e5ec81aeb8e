package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What time it is for a Go program. */
@Tag("slow")
class ClockOptionTest {
  private static final Path SOURCE = Path.of("../testdata/observed/wall_clock.go");

  @TempDir private static Path folder;
  private static Path elf;

  @BeforeAll
  static void build() throws IOException {
    elf = Tool.go("1.23").build(SOURCE, folder.resolve("wall_clock"), "arm64");
  }

  private static long unixTime(String clock) throws IOException {
    Tool.Result run = IngotProcess.run("boot", "-q", elf.toString(), "--clock=" + clock);
    assertThat(run.status()).as(run.stderr()).isZero();
    return Long.parseLong(run.stdout().strip());
  }

  @Test
  void aFixedClockStartsWith2026() throws IOException {
    assertThat(unixTime("fixed")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z").getEpochSecond());
  }

  /** The guest's seconds before it asks are far fewer than those that its JVM takes to start. */
  @Test
  void withTheHostsClockItIsTheTimeOfTheRun() throws IOException {
    long before = Instant.now().getEpochSecond();
    long seen = unixTime("host");
    long after = Instant.now().getEpochSecond();
    assertThat(seen).isBetween(before, after);
  }
}
