package dev.ingot.conformance;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What both runs of a test program get: arguments, environment, time. */
final class Settings {
  /** Test output is mostly UTF-8, but any byte may come; this keeps them all. */
  static final Charset TEXT = StandardCharsets.ISO_8859_1;

  /** Where the tests of package os and others make their files, were that possible. */
  static final String TEMPORARY = "/tmp";

  private static final Duration TEST_TIMEOUT = Duration.ofSeconds(290);

  private Settings() {}

  /** A run that the test program's own limit does not end is ended by us. */
  static Duration limit() {
    return TEST_TIMEOUT.plusSeconds(30);
  }

  /**
   * Short mode, and a mark (0x16) before every line of the testing package, so that a test that
   * prints without a newline hides nothing (cmd/test2json; Go 1.20 and later).
   */
  static List<String> arguments(String skipped) {
    List<String> common =
        List.of(
            "-test.short",
            "-test.v=test2json",
            "-test.timeout=%ds".formatted(TEST_TIMEOUT.toSeconds()));
    return skipped.isEmpty()
        ? common
        : List.of(common.get(0), common.get(1), common.get(2), "-test.skip=" + skipped);
  }

  static Map<String, String> environment(GoDistribution go, StdPackage unit, String temporary) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", temporary);
    environment.put("TMPDIR", temporary);
    environment.put("USER", "root");
    environment.put("GOROOT", go.root().toString());
    environment.put("PWD", workingFolder(go, unit));
    return environment;
  }

  /** The package's source folder below GOROOT. */
  static String workingFolder(GoDistribution go, StdPackage unit) {
    return go.root().resolve("src").resolve(unit.importPath()).toString();
  }

  static Map<String, String> goEnvironment(Path work) {
    return Map.of(
        "HOME", work.toString(),
        "GOCACHE", work.resolveSibling("gocache").toString(),
        "GOOS", "linux",
        "GOARCH", "arm64",
        "CGO_ENABLED", "0",
        "GO111MODULE", "on",
        "GOTOOLCHAIN", "local",
        "GOFLAGS", "");
  }
}
