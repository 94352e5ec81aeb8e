package dev.ingot.cli.lockstep;

import dev.ingot.emulator.InstructionObserver;
import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.Symbolizer;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The same image from reset on QEMU and on ours, held together instruction by instruction: virtual
 * time is the same on both, so interrupts come at the same instruction too.
 *
 * @param qemu the program qemu-system-aarch64
 * @param directory scratch files go here
 * @param symbolizer names the places in what is reported
 * @param disturbance makes what sees each instruction of a run of ours before it is compared, and
 *     may make it another one
 */
public record LockStepRun(
    Path qemu, Path directory, Symbolizer symbolizer, Supplier<InstructionObserver> disturbance) {
  private static final long RAM = 0x4000_0000L;
  private static final long RAM_BYTES = 512L << 20;

  /** Where QEMU loads an image whose text_offset is zero, and where its device tree is. */
  private static final long ENTRY = RAM + (2L << 20);

  private static final long DEVICE_TREE = RAM + (128L << 20);

  /**
   * QEMU's boot code, hw/arm/boot.c {@code bootloader_aarch64}: x0 = tree, x1 to x3 = 0, branch.
   */
  private static final int[] BOOT_CODE = {
    0x580000c0, 0xaa1f03e1, 0xaa1f03e2, 0xaa1f03e3, 0x58000084, 0xd61f0080
  };

  /** PSTATE.Z, which QEMU sets at reset. */
  private static final int FLAGS_AT_RESET = 0x4000_0000;

  /** The code and its two constants. */
  private static final int BOOT_CODE_BYTES = 40;

  private static final int TIMEOUT_SECONDS = 300;

  /**
   * What both did alike.
   *
   * @param points instructions that were compared
   * @param result how our run ended
   * @param qemuEnded whether QEMU's run ended there too
   * @param output what both printed; ours if they differ
   * @param sameOutput whether they printed the same
   */
  public record Comparison(
      long points, RunResult result, boolean qemuEnded, String output, boolean sameOutput) {}

  /**
   * Runs until the program ends on ours, or the limit. Where the runs part between two points, they
   * run once more, with every instruction watched of the code that ran there.
   *
   * @param watched the code whose instructions are compared; what runs between them is compared by
   *     what it leaves in the registers
   * @throws AssertionError where the runs part
   */
  public Comparison of(byte[] image, WatchedCode watched, long mostInstructions)
      throws IOException, InterruptedException {
    try {
      return once(image, watched, mostInstructions);
    } catch (LockStep.Parted parted) {
      if (parted.stretch().isEmpty()) {
        throw new AssertionError(parted.getMessage(), parted);
      }
      return closer(image, watched.andBlocks(parted.stretch()), mostInstructions, parted);
    }
  }

  private Comparison closer(
      byte[] image, WatchedCode watched, long mostInstructions, LockStep.Parted before)
      throws IOException, InterruptedException {
    try {
      return once(image, watched, mostInstructions);
    } catch (LockStep.Parted parted) {
      parted.addSuppressed(before);
      throw new AssertionError(parted.getMessage(), parted);
    }
  }

  private Comparison once(byte[] image, WatchedCode watched, long mostInstructions)
      throws IOException, InterruptedException {
    Path file = directory.resolve("lockstep.img");
    Path printed = directory.resolve("lockstep.out");
    Files.write(file, image);
    byte[] deviceTree = deviceTree(file);
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    Machine machine =
        new Machine(
            MachineConfig.builder()
                .ramBytes(RAM_BYTES)
                .cpuModel(CpuModel.CORTEX_A57)
                .gic(GicVersion.V3)
                .console0(console)
                .withoutConsole1()
                // A translator would leave FPSR's cumulative flags out.
                .translator(Translator.OFF)
                .symbolizer(symbolizer)
                .build());
    machine.load(image);
    try (QemuTrace trace = QemuTrace.start(qemu, file, watched, printed)) {
      LockStep lockStep =
          new LockStep(trace, watched, symbolizer, cpu -> resetAsOnQemu(cpu, deviceTree));
      InstructionObserver disturbing = disturbance.get();
      machine.observe(
          1,
          cpu -> {
            disturbing.beforeInstruction(cpu);
            lockStep.beforeInstruction(cpu);
          });
      RunResult result = machine.run(RunLimits.instructions(mostInstructions));
      boolean qemuEnded = lockStep.next().isEmpty();
      String ours = console.toString(StandardCharsets.UTF_8);
      return new Comparison(
          lockStep.compared(), result, qemuEnded, ours, ours.equals(Files.readString(printed)));
    }
  }

  private static void resetAsOnQemu(Cpu cpu, byte[] deviceTree) {
    ByteBuffer code = ByteBuffer.allocate(BOOT_CODE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : BOOT_CODE) {
      code.putInt(word);
    }
    code.putLong(DEVICE_TREE).putLong(ENTRY);
    cpu.physicalMemory().copyIn(RAM, code.array());
    cpu.physicalMemory().copyIn(DEVICE_TREE, deviceTree);
    cpu.enter(RAM, 0);
    cpu.nzcv(FLAGS_AT_RESET);
  }

  /** The tree that QEMU gives the image; ours describes more devices, and fewer. */
  private byte[] deviceTree(Path image) throws IOException, InterruptedException {
    Path blob = directory.resolve("lockstep.dtb");
    List<String> command = new ArrayList<>(List.of(qemu.toString()));
    command.addAll(QemuTrace.machineOptions(image, ",dumpdtb=" + blob));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("QEMU does not write its device tree");
    }
    return Files.readAllBytes(blob);
  }
}
