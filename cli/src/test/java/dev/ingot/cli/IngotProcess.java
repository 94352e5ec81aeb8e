package dev.ingot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of the command in a JVM of its own: what goes to stdout is seen only there. */
final class IngotProcess {
  private IngotProcess() {}

  static Tool.Result run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Tool(java).run(command.toArray(String[]::new));
  }
}
