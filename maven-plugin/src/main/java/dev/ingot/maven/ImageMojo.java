package dev.ingot.maven;

import java.io.File;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Patches a Go program for linux/arm64, makes a bootable image of it, and attaches the image to the
 * module as an artifact of type {@code img}.
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ImageMojo extends PatchingMojo {
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

  /** The least RAM that the image shall boot with, such as 512M; a larger image is refused. */
  @Parameter(property = "ingot.memory")
  private String memory;

  /** Whether the image becomes an artifact of the module, installed and deployed with it. */
  @Parameter(property = "ingot.attach", defaultValue = "true")
  private boolean attach;

  /** Tells an image from others of the same module. */
  @Parameter(property = "ingot.classifier")
  private String classifier;

  private final MavenProjectHelper projects;

  /** Maven hands in the toolchains of the build and the way to attach artifacts. */
  @Inject
  public ImageMojo(ToolchainManager toolchains, MavenProjectHelper projects) {
    super(toolchains);
    this.projects = projects;
  }

  @Override
  void perform() throws MojoExecutionException, MojoFailureException {
    EngineCommand command =
        patching("image")
            .option("--output", output)
            .option("--manifest", manifest)
            .option("--report", report)
            .input("--root", root)
            .environment(env)
            .option("--memory", memory)
            .programArguments(args);
    make(command, given(output, manifest, report));
    if (attach) {
      projects.attachArtifact(project(), "img", classifier, output);
    }
  }
}
