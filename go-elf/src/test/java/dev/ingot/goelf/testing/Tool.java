package dev.ingot.goelf.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the programs that tests take their expectations from. */
public final class Tool {
  private static final long TIMEOUT_SECONDS = 300;

  private Tool() {}

  /**
   * How a run ended.
   *
   * @param exit the exit status, 128 + signal when a signal ended it
   */
  public record Result(int exit, String output, String errors) {
    public List<String> lines() {
      return output.lines().toList();
    }
  }

  /** Runs a command to its end; skips the test when it is not installed. */
  public static Result run(String... command) {
    return run(Map.of(), List.of(command));
  }

  /** The same with environment variables on top of the test's own. */
  public static Result run(Map<String, String> environment, List<String> command) {
    assumeTrue(isInstalled(command.getFirst()), command.getFirst() + " is not installed");
    Path output = null;
    Path errors = null;
    try {
      // Into files, so that a command that hangs does not hold up whoever reads.
      output = Files.createTempFile("ingot-tool", ".out");
      errors = Files.createTempFile("ingot-tool", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(command))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().put("LC_ALL", "C");
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end");
      }
      return new Result(process.exitValue(), textOf(output), textOf(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      delete(output);
      delete(errors);
    }
  }

  /** Bytes that are no UTF-8, such as a damaged program's, become replacement characters. */
  private static String textOf(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void delete(Path file) {
    if (file != null) {
      file.toFile().delete();
    }
  }

  /** Runs a command that must succeed. */
  public static Result runSuccessfully(Map<String, String> environment, List<String> command) {
    Result result = run(environment, command);
    if (result.exit() != 0) {
      throw new AssertionError(command + " failed: " + result.errors());
    }
    return result;
  }

  /** Whether a command is on the path, or is an executable file. */
  public static boolean isInstalled(String command) {
    if (command.contains("/")) {
      return Files.isExecutable(Path.of(command));
    }
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, command))) {
        return true;
      }
    }
    return false;
  }
}
