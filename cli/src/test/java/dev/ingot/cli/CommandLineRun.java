package dev.ingot.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One run of the command inside this JVM.
 *
 * @param status what ingot would exit with
 * @param stderr what it printed there
 */
record CommandLineRun(int status, String stderr) {
  static CommandLineRun of(String... arguments) {
    PrintStream original = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return new CommandLineRun(Main.run(arguments), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(original);
    }
  }
}
