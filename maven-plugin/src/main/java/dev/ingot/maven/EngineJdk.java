package dev.ingot.maven;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * The JDK that the engine runs on.
 *
 * @param java its java program
 */
record EngineJdk(Path java) {
  private static final int NEEDED_FEATURE = 25;

  /** Where package managers and installers put JDKs, on Linux, macOS and Windows. */
  private static final List<Path> USUAL_PLACES =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of("/opt/java"),
          Path.of("/Library/Java/JavaVirtualMachines"),
          Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
          Path.of(System.getProperty("user.home"), ".jdks"),
          Path.of("C:\\Program Files\\Java"),
          Path.of("C:\\Program Files\\Eclipse Adoptium"));

  /**
   * Finds one: what the POM names, the build's toolchain, Maven's own JDK, JAVA_HOME, the usual
   * places.
   *
   * @param named {@code <jdkHome>}
   * @throws MojoExecutionException if there is none
   */
  static EngineJdk find(Optional<File> named, ToolchainManager toolchains, MavenSession session)
      throws MojoExecutionException {
    if (named.isPresent()) {
      return of(named.get());
    }
    Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
    Optional<Toolchain> fitting =
        toolchains.getToolchains(session, "jdk", Map.of("version", "[25,)")).stream().findFirst();
    List<Optional<Path>> candidates = new ArrayList<>();
    candidates.add(Optional.ofNullable(toolchain).map(EngineJdk::javaOf));
    candidates.add(fitting.map(EngineJdk::javaOf));
    candidates.add(Optional.of(javaIn(Path.of(System.getProperty("java.home")))));
    candidates.add(
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).map(EngineJdk::javaIn));
    for (Path place : USUAL_PLACES) {
      jdksIn(place).stream().map(EngineJdk::javaIn).map(Optional::of).forEach(candidates::add);
    }
    return candidates.stream()
        .flatMap(Optional::stream)
        .filter(java -> featureOf(java) >= NEEDED_FEATURE)
        .findFirst()
        .map(EngineJdk::new)
        .orElseThrow(
            () ->
                new MojoExecutionException(
                    ("no JDK %d is found, which the engine runs on (Maven itself runs on %d)."
                            + " Install one, or name it with <jdkHome> or -Dingot.jdkHome, or let"
                            + " maven-toolchains-plugin select it")
                        .formatted(NEEDED_FEATURE, Runtime.version().feature())));
  }

  private static EngineJdk of(File home) throws MojoExecutionException {
    Path java = javaIn(home.toPath());
    int feature = featureOf(java);
    if (feature < NEEDED_FEATURE) {
      throw new MojoExecutionException(
          "<jdkHome> %s is %s; it has to be the home of a JDK %d or newer"
              .formatted(
                  home, feature == 0 ? "no JDK's home" : "a JDK " + feature, NEEDED_FEATURE));
    }
    return new EngineJdk(java);
  }

  private static Path javaOf(Toolchain toolchain) {
    return Path.of(toolchain.findTool("java"));
  }

  private static Path javaIn(Path home) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return home.resolve("bin").resolve(windows ? "java.exe" : "java");
  }

  /** Folders in a place that look like JDKs; macOS keeps the home deeper. */
  private static List<Path> jdksIn(Path place) {
    List<Path> homes = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place, Files::isDirectory)) {
      for (Path entry : entries) {
        Path bundled = entry.resolve("Contents").resolve("Home");
        homes.add(Files.isDirectory(bundled) ? bundled : entry);
      }
    } catch (IOException absent) {
      return List.of();
    }
    homes.sort(null);
    return homes;
  }

  /** The feature release that the JDK's {@code release} file names; 0 without such a file. */
  private static int featureOf(Path java) {
    Path release = java.toAbsolutePath().getParent().resolveSibling("release");
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(release)) {
      properties.load(text);
      return Runtime.Version.parse(properties.getProperty("JAVA_VERSION", "").replace("\"", ""))
          .feature();
    } catch (IOException | IllegalArgumentException unknown) {
      return 0;
    }
  }
}
