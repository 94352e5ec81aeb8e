package dev.ingot.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Runs the {@code ingot} command in a JDK 25 of its own: the JDK toolchain of the build, else the
 * JDK that Maven runs on.
 */
final class Engine {
  private static final int NEEDED_FEATURE = 25;

  private final Path java;
  private final Path jar;
  private final Log log;

  private Engine(Path java, Path jar, Log log) {
    this.java = java;
    this.jar = jar;
    this.log = log;
  }

  /**
   * The engine of this plugin.
   *
   * @param pluginArtifacts the plugin's own artifacts, the engine's jar among them
   * @throws MojoExecutionException if there is no JDK 25 to run it on
   */
  static Engine of(
      ToolchainManager toolchains, MavenSession session, List<Artifact> pluginArtifacts, Log log)
      throws MojoExecutionException {
    Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
    if (toolchain == null) {
      toolchain =
          toolchains.getToolchains(session, "jdk", Map.of("version", "[25,)")).stream()
              .findFirst()
              .orElse(null);
    }
    if (toolchain == null && Runtime.version().feature() < NEEDED_FEATURE) {
      throw new MojoExecutionException(
          ("Maven runs on JDK %d and the build selects no JDK toolchain; the goals need JDK %d or"
                  + " newer. Add maven-toolchains-plugin's select-jdk-toolchain with"
                  + " <version>[25,)</version> to the build, or run Maven on JDK 25")
              .formatted(Runtime.version().feature(), NEEDED_FEATURE));
    }
    Path java =
        toolchain == null
            ? Path.of(System.getProperty("java.home"), "bin", "java")
            : Path.of(toolchain.findTool("java"));
    File jar =
        pluginArtifacts.stream()
            .filter(a -> a.getArtifactId().equals("ingot-cli"))
            .map(Artifact::getFile)
            .findFirst()
            .orElseThrow(
                () -> new MojoExecutionException("the plugin's artifact ingot-cli is missing"));
    return new Engine(java, jar.toPath(), log);
  }

  /**
   * Runs one command; its lines go to the build's log.
   *
   * @throws MojoFailureException if it ends with another status than 0, with its last line
   */
  void run(List<String> arguments) throws MojoExecutionException, MojoFailureException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    String last = "";
    int status;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          log.info(line);
          last = line;
        }
      }
      status = process.waitFor();
    } catch (IOException failure) {
      throw new MojoExecutionException(java + " cannot be run: " + failure.getMessage(), failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", stop);
    }
    if (status != 0) {
      throw new MojoFailureException(
          "ingot %s ended with status %d: %s".formatted(arguments.get(0), status, last));
    }
  }

  /** Makes the folder of a file that a goal will write. */
  static void makeFolderOf(File file) throws MojoExecutionException {
    try {
      Files.createDirectories(file.toPath().toAbsolutePath().getParent());
    } catch (IOException failure) {
      throw new MojoExecutionException(
          "the folder of " + file + " cannot be made: " + failure.getMessage(), failure);
    }
  }
}
