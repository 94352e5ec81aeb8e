package dev.ingot.goelf.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Test programs built by the Go releases that are installed under {@code /usr/lib/go-1.N}. A build
 * is kept in a shared temporary folder, so that each is made once a machine.
 */
public final class GoBuilds {
  /** Without symbol table and DWARF, as released programs often are. */
  public static final String STRIP = "-ldflags=-s -w";

  /** The newest release that every machine for development has. */
  public static final String USUAL_RELEASE = "1.24";

  private static final String C_COMPILER = "aarch64-linux-gnu-gcc";

  private static final Path CACHE =
      Path.of(System.getProperty("java.io.tmpdir"), "ingot-test-builds");

  private GoBuilds() {}

  /**
   * The releases to test, as {@code 1.N}; those that are not installed are left out. Without any of
   * them the tests that ask are skipped: a parameterized test without arguments would be an error.
   */
  public static List<String> releases() {
    List<String> installed =
        Stream.of("1.19", "1.21", "1.22", "1.23", "1.24", "1.26", "1.27")
            .filter(release -> Tool.isInstalled(goCommand(release)))
            .toList();
    assumeTrue(!installed.isEmpty(), "no Go release is installed under /usr/lib/go-1.N");
    return installed;
  }

  public static String goCommand(String release) {
    return "/usr/lib/go-" + release + "/bin/go";
  }

  /** A {@code linux/arm64} program of the test resources, without a C compiler. */
  public static Path build(String release, String program, String... flags) {
    return build(release, program, Map.of(), flags);
  }

  /** The same with environment variables, such as another {@code GOARCH}. */
  public static Path build(
      String release, String program, Map<String, String> environment, String... flags) {
    return buildFrom(release, source(program).toString(), program, environment, flags);
  }

  /** The same with C: through cgo and a cross compiler; without one the test is skipped. */
  public static Path buildWithC(String release, String program, String... flags) {
    assumeTrue(Tool.isInstalled(C_COMPILER), C_COMPILER + " is not installed");
    return build(release, program, Map.of("CGO_ENABLED", "1", "CC", C_COMPILER), flags);
  }

  /** A package of Go's own, such as {@code cmd/compile}. */
  public static Path buildPackage(String release, String path, String... flags) {
    return buildFrom(release, path, path.replace('/', '-'), Map.of(), flags);
  }

  /**
   * A program of several packages whose sources a test makes.
   *
   * @param what the main package's import path
   * @param files sources by their path, which begins with the import path of their package
   */
  public static Path buildGenerated(
      String release, String what, Map<String, String> files, String... flags) {
    String version = HexFormat.of().toHexDigits(files.hashCode());
    Path workspace = CACHE.resolve("sources").resolve("%s-%s".formatted(what, version));
    files.forEach(
        (file, content) ->
            write(
                workspace.resolve("src").resolve(file), content.getBytes(StandardCharsets.UTF_8)));
    Map<String, String> environment = Map.of("GOPATH", workspace.toString());
    return buildFrom(release, what, "%s-%s".formatted(what, version), environment, flags);
  }

  private static Path buildFrom(
      String release, String what, String name, Map<String, String> environment, String... flags) {
    assumeTrue(Tool.isInstalled(goCommand(release)), "Go " + release + " is not installed");
    String variant = List.of(flags) + new TreeMap<>(environment).toString();
    Path target =
        CACHE.resolve(
            "%s-%s-%s".formatted(name, release, HexFormat.of().toHexDigits(variant.hashCode())));
    try (FileChannel lock = lock()) {
      if (!Files.exists(target) || isOlder(target, what)) {
        Path temporary = CACHE.resolve(target.getFileName() + ".tmp");
        Tool.runSuccessfully(goEnvironment(environment), command(release, temporary, what, flags));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      }
      lock.force(false);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String release, Path target, String what, String... flags) {
    return Stream.of(
            Stream.of(goCommand(release), "build", "-o", target.toString()),
            Stream.of(flags),
            Stream.of(what))
        .flatMap(words -> words)
        .toList();
  }

  /** One build at a time: test modules may run side by side. */
  private static FileChannel lock() throws IOException {
    Files.createDirectories(CACHE);
    FileChannel channel =
        FileChannel.open(
            CACHE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  private static boolean isOlder(Path target, String what) throws IOException {
    Path source = Path.of(what);
    return Files.exists(source)
        && Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(source)) < 0;
  }

  private static Map<String, String> goEnvironment(Map<String, String> changes) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("GOOS", "linux");
    environment.put("GOARCH", "arm64");
    environment.put("CGO_ENABLED", "0");
    environment.put("GO111MODULE", "off");
    environment.put("GOFLAGS", "");
    environment.put("GOENV", "off");
    environment.put("GOTOOLCHAIN", "local");
    environment.put("GOCACHE", CACHE.resolve("cache").toString());
    environment.putAll(changes);
    return environment;
  }

  /** The program's source as a file, rewritten only when it changed. */
  private static Path source(String program) {
    Path file = CACHE.resolve("sources").resolve(program + ".go");
    try (InputStream resource = GoBuilds.class.getResourceAsStream(program + ".go")) {
      write(file, resource.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
        Files.write(file, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
