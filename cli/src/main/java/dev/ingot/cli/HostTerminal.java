package dev.ingot.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who is at the other side of ingot's own stdin. */
final class HostTerminal {
  private static final Path STDIN_LINK = Path.of("/proc/self/fd/0");

  private HostTerminal() {}

  /**
   * Whether a person types stdin. Where Linux's /proc does not tell, stdin counts as typed only if
   * stdout is a terminal as well: {@link Console#isTerminal} does not look at one of them alone.
   */
  static boolean typesStdin() {
    if (Files.isSymbolicLink(STDIN_LINK)) {
      try {
        String target = Files.readSymbolicLink(STDIN_LINK).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      } catch (IOException notOurs) {
        return false;
      }
    }
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
