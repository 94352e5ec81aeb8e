package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The same as {@link StartUpTraining}, for {@code ingot run} alone. Argument: an image. */
final class RunTraining {
  private RunTraining() {}

  public static void main(String[] args) throws IOException {
    run(args[0]);
    // The JVM would tell there of each file that it makes.
    System.out.close();
    System.exit(ExitStatus.OK);
  }

  /** Boots an image, and once more with the translator, which no start of a small program wakes. */
  static void run(String image) throws IOException {
    StartUpTraining.require("run", image, "--", "argument");
    Machine machine = new Machine(MachineConfig.builder().translator(Translator.EAGER).build());
    machine.load(Path.of(image));
    machine.run(RunLimits.NONE);
    useThread();
  }

  /** Loads what a thread for translation takes; a machine that translates eagerly has none. */
  private static void useThread() {
    try (ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
      thread.execute(() -> {});
    }
  }
}
