package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Colours and lines that are drawn over stay on terminals. */
final class TerminalTest {
  private static final char ESCAPE = '\033';

  @Test
  void aPipeGetsNeitherColoursNorLinesThatAreDrawnOver() {
    assertThat(stagesOn(new Terminal(false, false), false)).isEqualTo("read     hello: 5 bytes\n");
  }

  @Test
  void aTerminalShowsWhatIsUnderWayAndThenTheStageInItsPlace() {
    assertThat(stagesOn(new Terminal(true, false), false))
        .isEqualTo("read     hello ...\r" + ESCAPE + "[Kread     hello: 5 bytes\n");
  }

  @Test
  void quietIsQuietOnATerminalToo() {
    assertThat(stagesOn(new Terminal(true, true), true)).isEmpty();
  }

  @Test
  void alwaysColoursWhatNoTerminalReads() {
    assertThat(CommandLineRun.of("boot", "--color", "always", "no-such-file").stderr())
        .startsWith(ESCAPE + "[1;31mingot:" + ESCAPE + "[0m ");
  }

  @Test
  void autoDoesNotColourAPipe() {
    assertThat(CommandLineRun.of("boot", "no-such-file").stderr()).doesNotContain("" + ESCAPE);
  }

  private static String stagesOn(Terminal terminal, boolean quiet) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Stages stages = new Stages(new PrintStream(err, true, StandardCharsets.UTF_8), terminal, quiet);
    stages.working("read", "hello");
    stages.done("read", "hello: %d bytes", 5);
    return err.toString(StandardCharsets.UTF_8);
  }
}
