package dev.ingot.maven;

import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** Patches a Go program for linux/arm64; the result is an ELF that also runs under Linux. */
@Mojo(name = "patch", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public final class PatchMojo extends PatchingMojo {
  /** Where the patched ELF goes. */
  @Parameter(
      property = "ingot.patched",
      defaultValue = "${project.build.directory}/${project.artifactId}.patched",
      required = true)
  private File output;

  /** Where the manifest of every edit goes (JSON); none is written when this is not set. */
  @Parameter(property = "ingot.manifest")
  private File manifest;

  /** Where the patch report goes: .html, .json or text by its name; none when this is not set. */
  @Parameter(property = "ingot.report")
  private File report;

  /** Maven hands in the toolchains of the build. */
  @Inject
  public PatchMojo(ToolchainManager toolchains) {
    super(toolchains);
  }

  @Override
  void perform() throws MojoExecutionException, MojoFailureException {
    EngineCommand command =
        patching("patch")
            .option("--output", output)
            .option("--manifest", manifest)
            .option("--report", report);
    make(command, given(output, manifest, report));
  }
}
