package dev.ingot.benchmarks.toolchain;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a benchmark measures.
 *
 * @param toolchains the releases, oldest first
 */
public record Selection(List<String> programs, List<GoToolchain> toolchains) {
  private static final List<String> PROGRAMS =
      List.of("hello", "cmd/gofmt", "web", "cmd/link", "cmd/compile", "cmd/go");

  public Selection {
    programs = List.copyOf(programs);
    toolchains = List.copyOf(toolchains);
  }

  /**
   * Reads a command line: a folder for the built programs, then the programs and releases that are
   * wanted, in any order; all of a kind when none is named.
   */
  public static Selection of(String... arguments) {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    List<String> wanted = Arrays.asList(arguments).subList(1, arguments.length);
    return new Selection(
        named(PROGRAMS, wanted),
        named(GoToolchain.installed(), wanted).stream()
            .map(release -> new GoToolchain(release, folder))
            .toList());
  }

  private static List<String> named(List<String> all, List<String> wanted) {
    List<String> named = all.stream().filter(wanted::contains).toList();
    return named.isEmpty() ? all : named;
  }
}
