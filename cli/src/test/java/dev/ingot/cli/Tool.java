package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program of this machine that a test compares with or builds its inputs with. */
record Tool(Path path) {
  /** How a program ended. */
  record Result(int status, String stdout, String stderr) {}

  /** Finds a program on the PATH, or skips the test with the reason. */
  static Tool onPath(String name, String whatFor) {
    Optional<Path> found = find(name);
    assumeTrue(found.isPresent(), name + " is not installed: " + whatFor);
    return new Tool(found.orElseThrow());
  }

  /** The Go toolchain of a release such as {@code 1.23}, where Debian puts it, or skips. */
  static Tool go(String release) {
    Path go = Path.of("/usr/lib/go-" + release, "bin", "go");
    assumeTrue(Files.isExecutable(go), go + " is not installed: it builds this test's programs");
    return new Tool(go);
  }

  private static Optional<Path> find(String name) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Builds one Go source file for linux and an architecture, without cgo or the network. */
  Path build(Path source, Path output, String architecture, String... flags) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("build"));
    arguments.addAll(List.of(flags));
    arguments.addAll(List.of("-o", output.toString(), source.toString()));
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "ingot-go-cache");
    Result result =
        run(
            Map.of(
                "GOOS", "linux",
                "GOARCH", architecture,
                "CGO_ENABLED", "0",
                "GO111MODULE", "off",
                "GOENV", "off",
                "GOTOOLCHAIN", "local",
                "HOME", cache.toString(),
                "GOCACHE", cache.toString()),
            arguments);
    assertThat(result.status()).as(result.stderr()).isZero();
    return output;
  }

  Result run(String... arguments) throws IOException {
    return run(Map.of(), List.of(arguments));
  }

  /** Runs the program with an empty stdin, for ten minutes at the most. */
  Result run(Map<String, String> environment, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(arguments);
    Path out = Files.createTempFile("ingot-test-", ".out");
    Path err = Files.createTempFile("ingot-test-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("ten minutes were not enough for " + command);
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
