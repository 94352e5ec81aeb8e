package dev.ingot.benchmarks.laws;

import dev.ingot.benchmarks.toolchain.Command;
import dev.ingot.benchmarks.toolchain.GoToolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a program is given to do under qemu-user, and what it leaves: its output or a file. */
final class Workload {
  private static final String SOURCE =
      """
      package main

      type tree struct{ left, right *tree }

      func grow(n int) *tree { if n == 0 { return nil }; return &tree{grow(n - 1), grow(n - 1)} }

      func main() { println(grow(3) != nil) }
      """;

  private final GoToolchain go;
  private final Path folder;

  /**
   * @param folder for files that the programs read and write
   */
  Workload(GoToolchain go, Path folder) {
    this.go = go;
    this.folder = folder;
  }

  /**
   * Runs a program and gives what it made.
   *
   * @param name which program it is
   * @param file the program, patched or not
   */
  String run(String name, Path file) {
    Path source = write("main.go", SOURCE);
    return switch (name) {
      case "cmd/gofmt" -> output(file, source.toString());
      case "cmd/compile" -> madeBy(file, compile(source));
      case "cmd/link" -> linked(file, source);
      case "cmd/go" -> output(file, "list", "-f", "{{.ImportPath}} {{.Imports}}", "net/http");
      default -> output(file);
    };
  }

  private static List<String> compile(Path source) {
    return List.of("-p", "main", "-o", "MADE", source.toString());
  }

  /** Links what the toolchain's own compiler made of the source with the runtime. */
  private String linked(Path linker, Path source) {
    List<String> packages = new ArrayList<>();
    List<String> list = new ArrayList<>(List.of(GoToolchain.command(go.release()).toString()));
    list.addAll(List.of("list", "-export", "-deps", "-f"));
    list.add("{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}");
    list.add("runtime");
    Command.run(go.environment(), list, packages::add);
    Path configuration = write("importcfg", String.join("\n", packages) + "\n");
    Path object = folder.resolve("main.o");
    List<String> compile = new ArrayList<>(List.of(GoToolchain.command(go.release()).toString()));
    compile.addAll(List.of("tool", "compile", "-p", "main", "-importcfg"));
    compile.addAll(List.of(configuration.toString(), "-o", object.toString(), source.toString()));
    Command.run(go.environment(), compile, System.err::println);
    return madeBy(
        linker, List.of("-importcfg", configuration.toString(), "-o", "MADE", object.toString()));
  }

  /** The digest of the file that a run makes in the place of the word MADE. */
  private String madeBy(Path program, List<String> arguments) {
    Path made = folder.resolve("made");
    String printed =
        output(
            program,
            arguments.stream()
                .map(word -> word.equals("MADE") ? made.toString() : word)
                .toArray(String[]::new));
    List<String> digest = new ArrayList<>();
    Command.lines(List.of("sha256sum", made.toString()), digest::add);
    return printed + digest;
  }

  private String output(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of("qemu-aarch64", program.toString()));
    command.addAll(List.of(arguments));
    List<String> lines = new ArrayList<>();
    Command.run(guestEnvironment(), command, lines::add);
    return String.join("\n", lines);
  }

  /** Frequent collections make a pointer that was missed fatal. */
  private Map<String, String> guestEnvironment() {
    Map<String, String> environment = new HashMap<>(go.environment());
    environment.put("GOGC", "5");
    environment.put("GOROOT", GoToolchain.command(go.release()).getParent().getParent().toString());
    return environment;
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
