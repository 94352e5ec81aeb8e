package dev.ingot.linkerscript;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the machine that tests compare with; tests are skipped where it is missing. */
public record Tool(Path program) {
  private static final long LIMIT_SECONDS = 300;

  /** What a run ended with: the exit status, and stdout and stderr together. */
  public record Result(int status, String output) {}

  /** The program of that name in the PATH, or at that absolute path. */
  public static Tool require(String name) {
    List<Path> found =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder).resolve(name))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!found.isEmpty(), name + " is not installed; .ci/install-oracles installs it");
    return new Tool(found.getFirst());
  }

  /** Runs the program in a folder, with additions to the environment. */
  public Result run(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.command().addAll(arguments);
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(program + " did not end in " + LIMIT_SECONDS + " s");
    }
    return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
  }

  /** Runs the program and requires that it succeeds; gives its output. */
  public String output(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    Result result = run(folder, environment, arguments);
    if (result.status != 0) {
      throw new AssertionError("%s %s:%n%s".formatted(program, arguments, result.output));
    }
    return result.output;
  }

  /** The same without additions to the environment. */
  public String output(Path folder, String... arguments) throws IOException, InterruptedException {
    return output(folder, Map.of(), List.of(arguments));
  }
}
