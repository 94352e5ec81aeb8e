package dev.ingot.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** A goal that patches a program; its parameters say how, as the options of {@code ingot} do. */
abstract class PatchingMojo extends IngotMojo {
  /**
   * The program, built with GOOS=linux GOARCH=arm64 go build. The default is what goal go-build
   * makes.
   */
  @Parameter(
      property = "ingot.elf",
      defaultValue = "${project.build.directory}/${project.artifactId}",
      required = true)
  private File elf;

  /**
   * What calls of runtime.gcWriteBarrierN run: count (counts, then goes on in the runtime's
   * routine), keep (no redirection) or trap (stops the program at the first call).
   */
  @Parameter(property = "ingot.barriers", defaultValue = "count")
  private String barriers;

  /** Moves .bss and .noptrbss together so that they start at this virtual address (0x...). */
  @Parameter(property = "ingot.bssAt")
  private String bssAt;

  /** Moves .bss and .noptrbss by this many bytes. */
  @Parameter(property = "ingot.bssBy")
  private String bssBy;

  /** Leaves .bss and .noptrbss where they are. */
  @Parameter(property = "ingot.noMoveBss", defaultValue = "false")
  private boolean noMoveBss;

  /** Redirections SYMBOL=TARGET: every call of the function SYMBOL goes to TARGET. */
  @Parameter(property = "ingot.redirect")
  private List<String> redirect;

  /** A file of redirections, one a line. */
  @Parameter(property = "ingot.redirects")
  private File redirects;

  PatchingMojo(ToolchainManager toolchains) {
    super(toolchains);
  }

  final File elf() {
    return elf;
  }

  /** {@code ingot COMMAND ELF} with the options that say how to patch. */
  final EngineCommand patching(String command) throws MojoFailureException {
    if (!elf.isFile()) {
      throw new MojoFailureException(
          ("<elf> %s is no file; build the program before, with goal go-build or with GOOS=linux"
                  + " GOARCH=arm64 go build")
              .formatted(elf));
    }
    return new EngineCommand(command)
        .input(elf)
        .option("--barriers", barriers)
        .option("--bss-at", bssAt)
        .option("--bss-by", bssBy)
        .flag("--no-move-bss", noMoveBss)
        .options("--redirect", redirect)
        .input("--redirects", redirects);
  }

  /** Those of some files that are asked for. */
  static List<File> given(File... files) {
    List<File> given = new ArrayList<>();
    for (File file : files) {
      if (file != null) {
        given.add(file);
      }
    }
    return given;
  }
}
