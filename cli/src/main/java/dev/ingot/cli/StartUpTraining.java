package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands that a start-up cache is made from (cli/pom.xml): what they load, later runs
 * find loaded. In the jar because such a cache holds for one class path only. Argument: a program.
 */
final class StartUpTraining {
  private StartUpTraining() {}

  public static void main(String[] args) throws IOException {
    String program = args[0];
    Path folder = Files.createTempDirectory("ingot-training");
    Path patched = folder.resolve("patched");
    Path manifest = folder.resolve("manifest.json");
    Path image = folder.resolve("image");
    try {
      require("patch", "-q", program, "-o", patched.toString(), "--manifest", manifest.toString());
      require("boot", "-q", program);
      require("image", "-q", program, "-o", image.toString());
      require("run", "-q", image.toString(), "--", "argument");
      translate(image);
      // Closes stdout, so that no other command can follow.
      require(
          "verify", patched.toString(), "--against", program, "--manifest", manifest.toString());
    } finally {
      for (Path file : List.of(patched, manifest, image, folder)) {
        Files.deleteIfExists(file);
      }
    }
    System.exit(ExitStatus.OK);
  }

  /** Loads the translator, which no start of a small program wakes. */
  private static void translate(Path image) throws IOException {
    Machine machine = new Machine(MachineConfig.builder().translator(Translator.EAGER).build());
    machine.load(image);
    machine.run(RunLimits.NONE);
  }

  private static void require(String... commandLine) {
    int status = Main.run(commandLine);
    if (status != ExitStatus.OK) {
      throw new IllegalStateException(
          "ingot %s ends with %d".formatted(String.join(" ", commandLine), status));
    }
  }
}
