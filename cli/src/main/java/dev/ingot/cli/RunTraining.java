package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.device.virtio.StreamSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The same as {@link StartUpTraining}, for {@code ingot run} alone. Argument: an image. */
final class RunTraining {
  /** For a small program more than enough, for the loop a second or less. */
  private static final long MOST_INSTRUCTIONS = 100_000_000;

  /** Counts down for ever. */
  private static final int[] LOOP = {
    0xf100_0400, // subs x0, x0, #1
    0x54ff_ffe1, // b.ne 0
    0x17ff_fffe, // b 0
  };

  private RunTraining() {}

  public static void main(String[] args) throws IOException {
    run(args[0]);
  }

  /** Boots an image, and once more with the translator, which no start of a small program wakes. */
  static void run(String image) throws IOException {
    StartUpTraining.require(
        "run", "--max-instructions=" + MOST_INSTRUCTIONS, image, "--", "argument");
    Machine machine = new Machine(MachineConfig.builder().translator(Translator.EAGER).build());
    machine.load(Path.of(image));
    machine.run(RunLimits.NONE);
    wakeTranslator();
    // Standard input is a pipe in a build, and often none later.
    StreamSource.of(new ByteArrayInputStream(new byte[0]));
  }

  /** Has a second thread translate, too. */
  private static void wakeTranslator() {
    ByteBuffer words = ByteBuffer.allocate(LOOP.length * Integer.BYTES);
    words.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(LOOP);
    Machine machine = new Machine(MachineConfig.builder().translator(Translator.ON).build());
    machine.loadFlash(words.array());
    machine.run(RunLimits.instructions(MOST_INSTRUCTIONS));
  }
}
