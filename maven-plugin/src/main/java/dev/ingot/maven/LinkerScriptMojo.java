package dev.ingot.maven;

import java.io.File;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** Writes a linker script for GNU ld and lld from a board. */
@Mojo(name = "linker-script", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class LinkerScriptMojo extends IngotMojo {
  /** A built-in board: qemu-virt, which is the default. */
  @Parameter(property = "ingot.board")
  private String board;

  /** A board file; docs/board-files.md describes the format. */
  @Parameter(property = "ingot.boardFile")
  private File boardFile;

  /** A device tree blob: RAM, reserved memory, UART, GIC and timer. */
  @Parameter(property = "ingot.dtb")
  private File dtb;

  /** RAM of qemu-virt, such as 512M, or of a device tree that leaves it to the firmware. */
  @Parameter(property = "ingot.memory")
  private String memory;

  /** ram: all of the program in RAM; rom: code and constants stay in flash. */
  @Parameter(property = "ingot.layout", defaultValue = "ram")
  private String layout;

  /** The boot stack, a multiple of 4K. */
  @Parameter(property = "ingot.stack")
  private String stack;

  /** Room for translation tables, a multiple of 4K. */
  @Parameter(property = "ingot.pageTables")
  private String pageTables;

  /** Where the script goes. */
  @Parameter(
      property = "ingot.linkerScript",
      defaultValue = "${project.build.directory}/${project.artifactId}.ld",
      required = true)
  private File output;

  /** Maven hands in the toolchains of the build. */
  @Inject
  public LinkerScriptMojo(ToolchainManager toolchains) {
    super(toolchains);
  }

  @Override
  void perform() throws MojoExecutionException, MojoFailureException {
    EngineCommand command =
        new EngineCommand("linker-script")
            .option("--board", board)
            .input("--board-file", boardFile)
            .input("--dtb", dtb)
            .option("--memory", memory)
            .option("--layout", layout)
            .option("--stack", stack)
            .option("--page-tables", pageTables)
            .option("--output", output);
    make(command, List.of(output));
  }
}
