package dev.ingot.maven;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Builds a program with the installed Go, with GOOS=linux, GOARCH=arm64 and CGO_ENABLED=0. Go keeps
 * its own cache, so that a second run costs little.
 */
@Mojo(name = "go-build", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class GoBuildMojo extends IngotMojo {
  /** The go command: a name on the PATH or a path. */
  @Parameter(property = "ingot.go", defaultValue = "go", required = true)
  private String go;

  /** The folder that go build runs in. */
  @Parameter(property = "ingot.goSource", defaultValue = "${project.basedir}/src/main/go")
  private File goSource;

  /** The package or files to build, as go build takes them. */
  @Parameter(property = "ingot.goPackage", defaultValue = ".")
  private List<String> goPackage;

  /** Value of -ldflags, such as {@code -s -w}. */
  @Parameter(property = "ingot.ldflags")
  private String ldflags;

  /** Build tags. */
  @Parameter(property = "ingot.tags")
  private List<String> tags;

  /** More arguments of go build, such as {@code -trimpath}. */
  @Parameter private List<String> goArgs;

  /** More environment of go build, such as GOFLAGS. */
  @Parameter private Map<String, String> goEnv;

  /** Where the program goes; the other goals look for it there. */
  @Parameter(
      property = "ingot.elf",
      defaultValue = "${project.build.directory}/${project.artifactId}",
      required = true)
  private File elf;

  /** Maven hands in the toolchains of the build. */
  @Inject
  public GoBuildMojo(ToolchainManager toolchains) {
    super(toolchains);
  }

  @Override
  void perform() throws MojoExecutionException, MojoFailureException {
    if (!goSource.isDirectory()) {
      throw new MojoFailureException(
          "<goSource> %s is no folder; put the program there or name its folder"
              .formatted(goSource));
    }
    Folders.makeFolderOf(elf);
    ProcessBuilder build =
        new ProcessBuilder(words()).directory(goSource).redirectErrorStream(true);
    build.environment().putAll(Map.of("GOOS", "linux", "GOARCH", "arm64", "CGO_ENABLED", "0"));
    if (goEnv != null) {
      build.environment().putAll(goEnv);
    }
    getLog().info(String.join(" ", build.command()));
    int status;
    try {
      Process process = build.start();
      process.getOutputStream().close();
      Lines.copy(process.getInputStream(), getLog()::info);
      status = process.waitFor();
    } catch (IOException absent) {
      throw new MojoFailureException(
          ("<go> %s cannot be run (%s). Install Go 1.16 to 1.27 and put it on the PATH, or name its"
                  + " command: <go>/usr/local/go/bin/go</go> or -Dingot.go=...")
              .formatted(go, absent.getMessage()),
          absent);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", stop);
    }
    if (status != 0) {
      throw new MojoFailureException(
          "go build in %s ended with status %d; its messages stand above"
              .formatted(goSource, status));
    }
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(List.of(go, "build", "-o", elf.getAbsolutePath()));
    if (ldflags != null) {
      words.add("-ldflags=" + ldflags);
    }
    if (tags != null && !tags.isEmpty()) {
      words.add("-tags=" + String.join(",", tags));
    }
    if (goArgs != null) {
      words.addAll(goArgs);
    }
    words.addAll(goPackage);
    return words;
  }
}
