package dev.ingot.goelf.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Programs that others built with Go releases that distributions no longer ship: esbuild for {@code
 * linux/arm64}, stripped, as npm packages hold it. Each is fetched once a machine; without npm or
 * its registry the test is skipped.
 */
public enum PublishedPrograms {
  GO_1_16("esbuild-linux-arm64@0.12.15", "0.12.15", 16),
  GO_1_17("esbuild-linux-arm64@0.14.27", "0.14.27", 17),
  GO_1_18("esbuild-linux-arm64@0.14.39", "0.14.39", 18),
  GO_1_20("@esbuild/linux-arm64@0.17.19", "0.17.19", 20),
  GO_1_25("@esbuild/linux-arm64@0.27.7", "0.27.7", 25);

  private static final Path CACHE =
      Path.of(System.getProperty("java.io.tmpdir"), "ingot-test-builds", "published");

  private final String npmPackage;
  private final String version;
  private final int goMinor;

  PublishedPrograms(String npmPackage, String version, int goMinor) {
    this.npmPackage = npmPackage;
    this.version = version;
    this.goMinor = goMinor;
  }

  /** What the program prints with {@code --version}. */
  public String version() {
    return version;
  }

  /** The Go release that built it, 16 for Go 1.16. */
  public int goMinor() {
    return goMinor;
  }

  /** The program's file. */
  public Path file() {
    return file(npmPackage, version);
  }

  /** A program of Go 1.15, whose function table has another form. */
  public static Path tooOld() {
    return file("esbuild-linux-arm64@0.8.9", "0.8.9");
  }

  private static synchronized Path file(String npmPackage, String version) {
    Path folder = CACHE.resolve(version);
    Path program = folder.resolve("package/bin/esbuild");
    if (!Files.exists(program)) {
      fetch(npmPackage, folder);
    }
    return program;
  }

  private static void fetch(String npmPackage, Path folder) {
    try {
      Files.createDirectories(folder);
      Tool.Result pack =
          Tool.run(
              Map.of("npm_config_loglevel", "error"),
              List.of("npm", "pack", npmPackage, "--pack-destination", folder.toString()));
      assumeTrue(pack.exit() == 0, "the npm registry does not give " + npmPackage);
      Path archive = folder.resolve(pack.lines().getLast());
      Tool.runSuccessfully(
          Map.of(), List.of("tar", "xzf", archive.toString(), "-C", folder.toString()));
      Files.delete(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
