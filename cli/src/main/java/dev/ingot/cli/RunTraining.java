package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.device.virtio.StreamSource;
import dev.ingot.emulator.translator.KeptTranslations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The same as {@link StartUpTraining}, for {@code ingot run} alone. Argument: an image. */
final class RunTraining {
  /** For a small program more than enough, for the loop a second or less. */
  private static final long MOST_INSTRUCTIONS = 100_000_000;

  /** Counts down for ever, with some floating point. */
  private static final int[] LOOP = {
    0xd2a0_0601, // mov x1, #0x300000
    0xd518_1041, // msr cpacr_el1, x1
    0xd503_3fdf, // isb
    0xf100_0400, // subs x0, x0, #1
    0x9e62_0000, // scvtf d0, x0
    0x1e60_2821, // fadd d1, d1, d0
    0x1e61_4022, // fneg d2, d1
    0x1f42_0023, // fmadd d3, d1, d2, d0
    0x1e62_2020, // fcmp d1, d2
    0x9e78_0003, // fcvtzs x3, d0
    0x1e62_4004, // fcvt s4, d0
    0x54ff_ff01, // b.ne .-32
    0x17ff_fff7, // b .-36
  };

  private RunTraining() {}

  public static void main(String[] args) throws IOException {
    run(args[0]);
  }

  /** Boots an image, and once more with the translator, which no start of a small program wakes. */
  static void run(String image) throws IOException {
    StartUpTraining.require(
        "run",
        "--max-instructions=" + MOST_INSTRUCTIONS,
        "--keep-translations=" + Path.of(image).toAbsolutePath().getParent(),
        image,
        "--",
        "argument");
    Machine machine = new Machine(MachineConfig.builder().translator(Translator.EAGER).build());
    machine.load(Path.of(image));
    machine.run(RunLimits.NONE);
    KeptTranslations translations = new KeptTranslations();
    wakeTranslator(translations);
    wakeTranslator(KeptTranslations.read(translations.toBytes(""), ""));
    // Standard input is a pipe in a build, and often none later.
    StreamSource.of(new ByteArrayInputStream(new byte[0]));
  }

  /** Has a second thread translate, too, or load what was kept. */
  private static void wakeTranslator(KeptTranslations translations) {
    ByteBuffer words = ByteBuffer.allocate(LOOP.length * Integer.BYTES);
    words.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(LOOP);
    Machine machine =
        new Machine(
            MachineConfig.builder().translator(Translator.ON).translations(translations).build());
    machine.loadFlash(words.array());
    machine.run(RunLimits.instructions(MOST_INSTRUCTIONS));
  }
}
