package dev.ingot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One run of a guest program and what has to come out; the format is testdata/README.md's. */
record Expectation(
    String name,
    List<String> arguments,
    List<String> environment,
    Optional<Path> root,
    int exitStatus,
    List<Line> stdout,
    List<Line> stderr) {

  /** A line of the expected output. */
  record Line(Pattern pattern, boolean anyNumber) {
    boolean matches(String line) {
      return pattern.matcher(line).matches();
    }
  }

  static Expectation read(Path file) throws IOException {
    List<String> arguments = List.of();
    List<String> environment = List.of();
    Optional<Path> root = Optional.empty();
    int exit = -1;
    List<Line> stdout = new ArrayList<>();
    List<Line> stderr = new ArrayList<>();
    List<Line> section = null;
    for (String line : Files.readAllLines(file)) {
      switch (line) {
        case "[stdout]" -> section = stdout;
        case "[stderr]" -> section = stderr;
        default -> {
          if (section != null) {
            section.add(outputLine(line));
          } else if (line.startsWith("args: ")) {
            arguments = words(line.substring(6));
          } else if (line.startsWith("env: ")) {
            environment = words(line.substring(5));
          } else if (line.startsWith("root: ")) {
            root = Optional.of(file.resolveSibling(line.substring(6)));
          } else if (line.startsWith("exit: ")) {
            exit = Integer.parseInt(line.substring(6));
          } else if (!line.startsWith("#")) {
            throw new IllegalArgumentException(file + ": no such key: " + line);
          }
        }
      }
    }
    String name = file.getFileName().toString().replace(".expected", "");
    return new Expectation(name, arguments, environment, root, exit, stdout, stderr);
  }

  /** The same with the number of CPUs in the place of {@code {cpus}} in the arguments. */
  Expectation onCpus(int cpus) {
    return new Expectation(
        name,
        arguments.stream().map(word -> word.replace("{cpus}", Integer.toString(cpus))).toList(),
        environment,
        root,
        exitStatus,
        stdout,
        stderr);
  }

  private static List<String> words(String text) {
    return Pattern.compile(" ").splitAsStream(text).toList();
  }

  private static Line outputLine(String line) {
    if (line.startsWith("~* ")) {
      return new Line(Pattern.compile(line.substring(3)), true);
    }
    boolean regex = line.startsWith("~ ");
    return new Line(
        regex ? Pattern.compile(line.substring(2)) : Pattern.compile(Pattern.quote(line)), false);
  }

  /** The program's name without the variant: {@code panic} of {@code panic.die}. */
  String program() {
    return name.substring(0, (name + ".").indexOf('.'));
  }

  boolean matchesStdout(String output) {
    return matchesMerged(output, stdout, List.of());
  }

  boolean matchesStderr(String output) {
    return matchesMerged(output, List.of(), stderr);
  }

  /** Whether one console shows both streams, each in its own order. */
  boolean matchesMerged(String output) {
    return matchesMerged(output, stdout, stderr);
  }

  /** A place in both lists of expected lines. */
  private record State(int out, int err) {}

  private static boolean matchesMerged(String output, List<Line> stdout, List<Line> stderr) {
    Set<State> states = new HashSet<>(Set.of(new State(0, 0)));
    skipAnyNumber(states, stdout, stderr);
    for (String line : output.isEmpty() ? List.<String>of() : output.lines().toList()) {
      Set<State> next = new HashSet<>();
      for (State state : states) {
        if (state.out < stdout.size() && stdout.get(state.out).matches(line)) {
          boolean stays = stdout.get(state.out).anyNumber();
          next.add(new State(stays ? state.out : state.out + 1, state.err));
        }
        if (state.err < stderr.size() && stderr.get(state.err).matches(line)) {
          boolean stays = stderr.get(state.err).anyNumber();
          next.add(new State(state.out, stays ? state.err : state.err + 1));
        }
      }
      skipAnyNumber(next, stdout, stderr);
      states = next;
    }
    return states.contains(new State(stdout.size(), stderr.size()));
  }

  /** Adds the states behind lines that may stand for nothing. */
  private static void skipAnyNumber(Set<State> states, List<Line> stdout, List<Line> stderr) {
    List<State> open = new ArrayList<>(states);
    while (!open.isEmpty()) {
      State state = open.removeLast();
      List<State> behind = new ArrayList<>();
      if (state.out < stdout.size() && stdout.get(state.out).anyNumber()) {
        behind.add(new State(state.out + 1, state.err));
      }
      if (state.err < stderr.size() && stderr.get(state.err).anyNumber()) {
        behind.add(new State(state.out, state.err + 1));
      }
      behind.stream().filter(states::add).forEach(open::add);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
