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
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Boots an image and fails the build when the guest does not do what is expected of it. The default
 * is the image that goal image makes, on the bundled machine.
 */
@Mojo(name = "boot", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class BootMojo extends IngotMojo {
  /** The image. */
  @Parameter(
      property = "ingot.output",
      defaultValue = "${project.build.directory}/${project.build.finalName}.img",
      required = true)
  private File image;

  /** Arguments of the program, in place of those in the image. */
  @Parameter(property = "ingot.boot.args")
  private List<String> args;

  /** Variables of the program's environment, over those in the image. */
  @Parameter private Map<String, String> env;

  /** emulator (the bundled reference machine) or qemu. */
  @Parameter(property = "ingot.machine")
  private String machine;

  /** RAM, 32M to 16G. */
  @Parameter(property = "ingot.memory")
  private String memory;

  /** CPUs, 1 to 8. */
  @Parameter(property = "ingot.cpus")
  private String cpus;

  /** cortex-a57, cortex-a72 or max. */
  @Parameter(property = "ingot.cpu")
  private String cpu;

  /** Interrupt controller, 2 (GICv2) or 3 (GICv3). */
  @Parameter(property = "ingot.gic")
  private String gic;

  /** The wall clock at start: fixed or host. */
  @Parameter(property = "ingot.clock")
  private String clock;

  /** The machine's only entropy; the same seed gives the same run. */
  @Parameter(property = "ingot.seed")
  private String seed;

  /** Seconds of wall time that the run may take. */
  @Parameter(property = "ingot.timeout", defaultValue = "60")
  private String timeout;

  /** Instructions that the run may take (bundled machine only). */
  @Parameter(property = "ingot.maxInstructions")
  private String maxInstructions;

  /** The exit status that the guest has to end with. */
  @Parameter(property = "ingot.exitStatus", defaultValue = "0")
  private int exitStatus;

  /** Texts that each have to stand in the guest's stdout or stderr. */
  @Parameter(property = "ingot.outputContains")
  private List<String> outputContains;

  /**
   * Regular expressions (java.util.regex) that each have to match somewhere in the guest's stdout
   * or stderr; ^ and $ match at line ends.
   */
  @Parameter(property = "ingot.outputMatches")
  private List<String> outputMatches;

  /** Leaves the goal out together with the other tests of the build. */
  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  /** Maven hands in the toolchains of the build. */
  @Inject
  public BootMojo(ToolchainManager toolchains) {
    super(toolchains);
  }

  @Override
  void perform() throws MojoExecutionException, MojoFailureException {
    if (skipTests) {
      getLog().info("ingot:boot is skipped (-DskipTests)");
      return;
    }
    if (!image.isFile()) {
      throw new MojoFailureException(
          "<image> %s is no file; make it before, with goal image".formatted(image));
    }
    BootExpectations expected = BootExpectations.of(exitStatus, outputContains, outputMatches);
    EngineCommand command =
        new EngineCommand("run")
            .input(image)
            .environment(env)
            .option("--machine", machine)
            .option("--memory", memory)
            .option("--cpus", cpus)
            .option("--cpu", cpu)
            .option("--gic", gic)
            .option("--clock", clock)
            .option("--seed", seed)
            .option("--timeout", timeout)
            .option("--max-instructions", maxInstructions)
            .flag("--quiet", true)
            .programArguments(args);
    Engine.Result result = engine().run(command, getLog()::info, getLog()::info);
    expected.check(result);
  }
}
