package dev.ingot.maven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * Whether files are still what a command would make. A goal leaves one small file behind: a digest
 * over the engine, the command line, the content of all that it reads and of all that it wrote.
 */
final class BuildState {
  private final Path file;
  private final EngineCommand command;
  private final File engine;
  private final List<File> outputs;

  private BuildState(Path file, EngineCommand command, File engine, List<File> outputs) {
    this.file = file;
    this.command = command;
    this.engine = engine;
    this.outputs = outputs;
  }

  /** The state of one execution of a goal, kept below the build directory. */
  static BuildState of(
      String buildDirectory,
      MojoExecution execution,
      EngineCommand command,
      File engine,
      List<File> outputs) {
    String name = execution.getGoal() + "-" + execution.getExecutionId() + ".sha256";
    return new BuildState(Path.of(buildDirectory, "ingot", name), command, engine, outputs);
  }

  /** Whether nothing that matters has changed since {@link #remember}. */
  boolean isCurrent() throws MojoExecutionException {
    try {
      return Files.exists(file)
          && outputs.stream().allMatch(File::isFile)
          && Files.readString(file).equals(digest());
    } catch (IOException | UncheckedIOException changing) {
      return false;
    }
  }

  /** Says that the outputs are not to be trusted any more. */
  void forget() throws MojoExecutionException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new MojoExecutionException(
          file + " cannot be deleted: " + failure.getMessage(), failure);
    }
  }

  /** Keeps the state as it is now, right after the command wrote its outputs. */
  void remember() throws MojoExecutionException {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, digest());
    } catch (IOException | UncheckedIOException failure) {
      throw new MojoExecutionException(
          file + " cannot be written: " + failure.getMessage(), failure);
    }
  }

  private String digest() throws IOException {
    MessageDigest digest = sha256();
    add(digest, engine.toPath());
    for (String word : command.words()) {
      digest.update((word + "\0").getBytes(StandardCharsets.UTF_8));
    }
    for (File input : command.inputs()) {
      addTree(digest, input.toPath());
    }
    for (File output : outputs) {
      add(digest, output.toPath());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void addTree(MessageDigest digest, Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted().toList()) {
        digest.update((path + "\0").getBytes(StandardCharsets.UTF_8));
        if (Files.isRegularFile(path)) {
          digest.update((Files.getLastModifiedTime(path) + "\0").getBytes(StandardCharsets.UTF_8));
          add(digest, path);
        }
      }
    }
  }

  private static void add(MessageDigest digest, Path path) throws IOException {
    digest.update((Files.size(path) + "\0").getBytes(StandardCharsets.UTF_8));
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(path), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
