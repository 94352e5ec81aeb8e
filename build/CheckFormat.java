import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java source of the checkout.
 *
 * <p>Arguments: the formatter's all-deps jar, the checkout's root, and {@code check} (fail and list
 * the files that differ) or {@code write} (reformat them in place). It needs the JDK that the
 * sources are written for: the formatter parses with the javac of the JDK it runs on.
 */
final class CheckFormat {
  private static final List<String> COMPILER_PACKAGES =
      List.of("api", "code", "file", "parser", "tree", "util");

  private CheckFormat() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path jar = Path.of(args[0]);
    Path root = Path.of(args[1]);
    boolean write = args[2].equals("write");

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String name : COMPILER_PACKAGES) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
    }
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(p -> p.toString().endsWith(".java"))
          .filter(p -> !root.relativize(p).toString().matches("(.*/)?target/.*"))
          .map(Path::toString)
          .sorted()
          .forEach(command::add);
    }
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0 && !write) {
      System.err.println("The files above are not formatted; run `make format`.");
    }
    System.exit(status);
  }
}
