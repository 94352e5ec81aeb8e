package dev.ingot.benchmarks.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An installed Go release that links the measured programs in several ways.
 *
 * @param release as {@code 1.24}
 * @param folder for the programs and the build cache
 */
public record GoToolchain(String release, Path folder) {
  private static final List<String> RELEASES =
      List.of("1.19", "1.21", "1.22", "1.23", "1.24", "1.26", "1.27");

  /** How a program is linked. */
  public enum Mode {
    /** By Go's linker, at the usual distances. */
    USUAL("0", "-ldflags=-R=0x010000 -T=0x011000"),
    /**
     * By Go's linker, with segments further apart; the flags as long as the usual ones. The text
     * has to move too: up to Go 1.19 the linker writes over the section names when it stands below
     * the first multiple of {@code -R} (golang/go#28257).
     */
    SPREAD("0", "-ldflags=-R=0x400000 -T=0x401000"),
    /** Stripped, as released programs often are. */
    STRIPPED("0", "-ldflags=-s -w"),
    /** Position independent, by Go's linker. */
    PIE("0", "-buildmode=pie"),
    /** By a C linker that keeps its records. */
    RECORDED("1", "-ldflags=-linkmode=external \"-extldflags=-static -Wl,--emit-relocs\"");

    private final String cgo;
    private final String flag;

    Mode(String cgo, String flag) {
      this.cgo = cgo;
      this.flag = flag;
    }
  }

  /** The installed releases, oldest first. */
  public static List<String> installed() {
    return RELEASES.stream().filter(r -> Files.isExecutable(command(r))).toList();
  }

  /** The {@code go} command of a release, installed or not. */
  public static Path command(String release) {
    return Path.of("/usr/lib/go-" + release + "/bin/go");
  }

  /**
   * Builds a program once.
   *
   * @param program {@code hello}, {@code web}, or a package of Go's own such as {@code cmd/go}
   */
  public Path build(String program, Mode mode) {
    Path target =
        folder.resolve(
            "%s-%s-%s"
                .formatted(program.replace('/', '-'), release, mode)
                .toLowerCase(Locale.ROOT));
    if (Files.exists(target)) {
      return target;
    }
    Path unfinished = target.resolveSibling(target.getFileName() + ".tmp");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(command(release).toString(), "build", "-o", unfinished.toString(), mode.flag));
    command.add(program.startsWith("cmd/") ? program : source(program).toString());
    Map<String, String> environment = environment();
    environment.put("CGO_ENABLED", mode.cgo);
    Command.run(environment, command, System.err::println);
    try {
      return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the {@code go} command needs to build for linux/arm64 with its own release only. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("GOOS", "linux");
    environment.put("GOARCH", "arm64");
    environment.put("CGO_ENABLED", "0");
    environment.put("CC", "aarch64-linux-gnu-gcc");
    environment.put("GO111MODULE", "off");
    environment.put("GOFLAGS", "");
    environment.put("GOTOOLCHAIN", "local");
    environment.put("GOCACHE", folder.resolve("cache").toString());
    return environment;
  }

  private Path source(String program) {
    Path file = folder.resolve(program + ".go");
    try (InputStream resource = GoToolchain.class.getResourceAsStream(program + ".go")) {
      Files.createDirectories(folder);
      Files.write(file, resource.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
