package dev.ingot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An installed Go release with its sources, as Debian's golang-X-go and golang-X-src lay it out.
 *
 * @param release {@code 1.23}
 * @param root GOROOT
 */
record GoDistribution(String release, Path root) {
  private static final Path INSTALLED = Path.of("/usr/lib");

  /** A package and its folder, a line each, for the packages that have tests. */
  private static final String LIST_FORMAT =
      "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}\t{{.Dir}}{{end}}";

  /**
   * The installed release.
   *
   * @throws MissingException if it or its sources are not there
   */
  static GoDistribution of(String release) {
    Path root = INSTALLED.resolve("go-" + release);
    if (!Files.isExecutable(root.resolve("bin/go"))) {
      throw new MissingException(
          "%s is missing: install golang-%s-go".formatted(root.resolve("bin/go"), release));
    }
    if (!Files.isRegularFile(root.resolve("src/sort/sort_test.go"))) {
      throw new MissingException(
          "%s has no sources of tests: install golang-%s-src"
              .formatted(root.resolve("src"), release));
    }
    return new GoDistribution(release, root);
  }

  /** Every package of the standard library that has tests, by import path. */
  List<StdPackage> packages(Path work) throws IOException, InterruptedException {
    String listing = go(work, "list", "-f", LIST_FORMAT, "std");
    return listing
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split("\t", 2))
        .map(fields -> new StdPackage(fields[0], Path.of(fields[1])))
        .toList();
  }

  /** Builds a package's test program for linux/arm64, unless it is there from an earlier run. */
  Path testProgram(StdPackage unit, Path work) throws IOException, InterruptedException {
    Path program = work.resolve("bin").resolve(unit.fileName() + ".test");
    if (!Files.exists(program)) {
      Files.createDirectories(program.getParent());
      go(work, "test", "-c", "-o", program.toString(), unit.importPath());
    }
    return program;
  }

  /**
   * The time zone database that package time wants below GOROOT/lib/time: this release's, or that
   * of another installed release (Debian's golang-1.23-src has none).
   */
  Path timeZones() throws IOException {
    String file = "lib/time/zoneinfo.zip";
    if (Files.exists(root.resolve(file))) {
      return root.resolve(file);
    }
    try (Stream<Path> installed = Files.list(INSTALLED)) {
      return installed
          .filter(path -> path.getFileName().toString().startsWith("go-"))
          .map(path -> path.resolve(file))
          .filter(Files::exists)
          .sorted()
          .findFirst()
          .orElseThrow(() -> new MissingException(file + ": install golang-1.24-src"));
    }
  }

  private String go(Path work, String... arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile(Files.createDirectories(work), "go", ".log");
    ProcessBuilder builder = new ProcessBuilder(root.resolve("bin/go").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(Settings.goEnvironment(work));
    builder.directory(root.resolve("src").toFile()); // module std, whose go.mod sets GODEBUG
    builder.redirectError(log.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), Settings.TEXT);
    int status = process.waitFor();
    String complaints = Files.readString(log);
    Files.delete(log);
    if (status != 0) {
      throw new IOException(
          "go %s ended with %d:%n%s".formatted(String.join(" ", arguments), status, complaints));
    }
    return output;
  }
}
