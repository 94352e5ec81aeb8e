package dev.ingot.maven;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/** What all goals share: they can be skipped, and they run the engine. */
abstract class IngotMojo extends AbstractMojo {
  /** Leaves the goal out. */
  @Parameter(property = "ingot.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The home of the JDK 25 that the engine runs on. Without it: the build's JDK toolchain, the JDK
   * that Maven runs on, JAVA_HOME, then the usual places.
   */
  @Parameter(property = "ingot.jdkHome")
  private File jdkHome;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> pluginArtifacts;

  private final ToolchainManager toolchains;

  IngotMojo(ToolchainManager toolchains) {
    this.toolchains = toolchains;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("ingot:%s is skipped (<skip> or -Dingot.skip)".formatted(execution.getGoal()));
    } else {
      perform();
    }
  }

  /** The goal's own work. */
  abstract void perform() throws MojoExecutionException, MojoFailureException;

  final MavenProject project() {
    return project;
  }

  /** The engine, in a JDK of its own. */
  final Engine engine() throws MojoExecutionException {
    EngineJdk jdk = EngineJdk.find(Optional.ofNullable(jdkHome), toolchains, session);
    return new Engine(jdk.java(), engineJar(), getLog());
  }

  /**
   * Makes files with one command of the engine, unless they are already what it would make.
   *
   * @param command the command
   * @param outputs all files that it writes
   */
  final void make(EngineCommand command, List<File> outputs)
      throws MojoExecutionException, MojoFailureException {
    BuildState state =
        BuildState.of(project.getBuild().getDirectory(), execution, command, engineJar(), outputs);
    if (state.isCurrent()) {
      getLog().info("nothing to do: %s is up to date".formatted(outputs.get(0)));
      return;
    }
    state.forget();
    for (File output : outputs) {
      Folders.makeFolderOf(output);
    }
    engine().run(command);
    state.remember();
  }

  private File engineJar() throws MojoExecutionException {
    return pluginArtifacts.stream()
        .filter(a -> a.getArtifactId().equals("ingot-cli"))
        .map(Artifact::getFile)
        .findFirst()
        .orElseThrow(
            () -> new MojoExecutionException("the plugin's artifact ingot-cli is missing"));
  }
}
