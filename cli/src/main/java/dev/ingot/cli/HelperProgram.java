package dev.ingot.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of others that ingot, or who uses it, can work with.
 *
 * @param name the command's name
 * @param versionArgument what makes it print its version
 * @param enables what it is good for, as a verb's phrase
 * @param remedy how to get it on Debian
 */
record HelperProgram(String name, String versionArgument, String enables, String remedy) {
  static final List<HelperProgram> ALL =
      List.of(
          new HelperProgram(
              "qemu-system-aarch64",
              "--version",
              "boot images on QEMU too: --machine qemu",
              "apt install qemu-system-arm"),
          new HelperProgram(
              "go",
              "version",
              "build programs: GOOS=linux GOARCH=arm64 go build (1.16 to 1.27)",
              "apt install golang-go"),
          new HelperProgram(
              "gdb-multiarch",
              "--version",
              "debug a guest that runs on QEMU with -s",
              "apt install gdb-multiarch"),
          new HelperProgram(
              "qemu-aarch64",
              "--version",
              "run patched programs under Linux on this host",
              "apt install qemu-user"),
          new HelperProgram(
              "aarch64-linux-gnu-ld",
              "--version",
              "link kernels with the scripts of ingot linker-script",
              "apt install binutils-aarch64-linux-gnu"),
          new HelperProgram(
              "ld.lld", "--version", "link kernels with the same scripts", "apt install lld"));

  /** Debian keeps every Go release in a folder of its own, off the PATH. */
  private static final String RELEASE_FOLDERS = "go-*";

  private static final Path RELEASES = Path.of("/usr/lib");

  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?");

  private static final long SECONDS_TO_ANSWER = 5;

  /**
   * One of them on this machine.
   *
   * @param path where it lies
   * @param version its version as it tells it
   */
  record Installed(Path path, String version) {}

  /** Every one that the PATH and Debian's folders of Go releases have. */
  List<Installed> find() throws InterruptedException {
    return findIn(System.getenv().getOrDefault("PATH", ""));
  }

  /** The same for a search path of its own. */
  List<Installed> findIn(String searchPath) throws InterruptedException {
    Set<Path> paths = new LinkedHashSet<>();
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(path)) {
        paths.add(path);
        break;
      }
    }
    if (name.equals("go")) {
      paths.addAll(goReleases());
    }
    List<Installed> found = new ArrayList<>();
    for (Path path : paths) {
      found.add(new Installed(path, version(path)));
    }
    return found;
  }

  private static List<Path> goReleases() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(RELEASES, RELEASE_FOLDERS)) {
      for (Path folder : folders) {
        Path go = folder.resolve("bin").resolve("go");
        if (Files.isExecutable(go)) {
          found.add(go);
        }
      }
    } catch (IOException absent) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  private String version(Path path) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(path.toString(), versionArgument).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "(no answer)";
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher number = NUMBER.matcher(answer);
      return number.find() ? number.group() : "(no version)";
    } catch (IOException failure) {
      return "(cannot be run: " + failure.getMessage() + ")";
    }
  }
}
