package dev.ingot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of the command in a JVM of its own: what goes to stdout is seen only there. */
final class IngotProcess {
  private IngotProcess() {}

  static Tool.Result run(String... arguments) throws IOException {
    List<String> command = command(arguments);
    String[] rest = command.subList(1, command.size()).toArray(String[]::new);
    return new Tool(Path.of(command.getFirst())).run(rest);
  }

  /** The command line of such a run. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
