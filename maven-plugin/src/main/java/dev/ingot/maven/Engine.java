package dev.ingot.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Runs the {@code ingot} command in a JDK of its own: its classes need JDK 25, Maven may not. */
final class Engine {
  private final Path java;
  private final File jar;
  private final Log log;

  Engine(Path java, File jar, Log log) {
    this.java = java;
    this.jar = jar;
    this.log = log;
  }

  /**
   * What a command left behind.
   *
   * @param status its exit status
   * @param output all of stdout
   * @param messages all of stderr
   */
  record Result(int status, String output, String messages) {}

  /**
   * Runs one command; its messages go to the build's log.
   *
   * @return what it printed on stdout
   * @throws MojoFailureException if it ends with another status than 0
   */
  String run(EngineCommand command) throws MojoExecutionException, MojoFailureException {
    Result result = run(command, line -> {}, log::info);
    if (result.status() != 0) {
      throw new MojoFailureException(
          "ingot %s ended with status %d: %s"
              .formatted(
                  command.name(),
                  result.status(),
                  EngineCommand.inTermsOfThePom(reason(result.messages()))));
    }
    return result.output();
  }

  /**
   * Runs one command to its end, whatever its status.
   *
   * @param output is given each line of stdout as it comes
   * @param messages is given each line of stderr as it comes
   */
  Result run(EngineCommand command, Consumer<String> output, Consumer<String> messages)
      throws MojoExecutionException {
    List<String> words =
        new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC", "-jar", jar.toString()));
    words.addAll(command.words());
    log.debug(String.join(" ", words));
    try {
      Process process = new ProcessBuilder(words).start();
      process.getOutputStream().close();
      FutureTask<String> err =
          new FutureTask<>(() -> Lines.copy(process.getErrorStream(), messages));
      // Not in the common pool: where other tasks keep that busy, the command waits for its reader.
      Thread reader = new Thread(err, "stderr of ingot");
      reader.setDaemon(true);
      reader.start();
      String out = Lines.copy(process.getInputStream(), output);
      return new Result(process.waitFor(), out, err.get());
    } catch (IOException failure) {
      throw new MojoExecutionException(java + " cannot be run: " + failure.getMessage(), failure);
    } catch (ExecutionException failure) {
      throw new MojoExecutionException(
          "the messages of ingot cannot be read: " + failure.getCause().getMessage(), failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", stop);
    }
  }

  /** The line that tells why a command failed: its first of the form {@code ingot: ...}. */
  private static String reason(String messages) {
    List<String> lines = messages.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("ingot"))
        .findFirst()
        .orElse(lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1));
  }
}
