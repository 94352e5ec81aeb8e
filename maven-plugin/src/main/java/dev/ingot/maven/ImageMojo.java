package dev.ingot.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** Patches a Go program for linux/arm64 and makes a bootable image of it. */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ImageMojo extends AbstractMojo {
  /** The program, built with GOOS=linux GOARCH=arm64 go build. */
  @Parameter(property = "ingot.elf", required = true)
  private File elf;

  /** Where the image goes. */
  @Parameter(
      property = "ingot.output",
      defaultValue = "${project.build.directory}/${project.build.finalName}.img",
      required = true)
  private File output;

  /** Where the manifest of every edit goes (JSON); none is written when this is not set. */
  @Parameter(property = "ingot.manifest")
  private File manifest;

  /** Where the patch report goes: .html, .json or text by its name; none when this is not set. */
  @Parameter(property = "ingot.report")
  private File report;

  /** A folder that is embedded as the read-only file tree at /. */
  @Parameter(property = "ingot.root")
  private File root;

  /** The program's arguments. */
  @Parameter(property = "ingot.args")
  private List<String> args;

  /** The program's environment. */
  @Parameter private Map<String, String> env;

  /** Leaves the goal out. */
  @Parameter(property = "ingot.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> pluginArtifacts;

  private final ToolchainManager toolchains;

  /** Maven hands in the toolchains of the build, for the JDK that the engine runs on. */
  @Inject
  public ImageMojo(ToolchainManager toolchains) {
    this.toolchains = toolchains;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("ingot:image is skipped (<skip> or -Dingot.skip)");
      return;
    }
    if (!elf.isFile()) {
      throw new MojoFailureException(
          "<elf> %s is no file; build the program before, with GOOS=linux GOARCH=arm64 go build"
              .formatted(elf));
    }
    Engine.makeFolderOf(output);
    Engine.of(toolchains, session, pluginArtifacts, getLog()).run(arguments());
  }

  private List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(List.of("image", elf.toString(), "-o", output.toString()));
    addFile(arguments, "--manifest", manifest);
    addFile(arguments, "--report", report);
    addFile(arguments, "--root", root);
    if (env != null) {
      env.forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
    }
    arguments.add("--");
    if (args != null) {
      arguments.addAll(args);
    }
    return arguments;
  }

  private static void addFile(List<String> arguments, String option, File file) {
    if (file != null) {
      arguments.addAll(List.of(option, file.toString()));
    }
  }
}
