package dev.ingot.emulator.baremetal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.device.probe.HostProgram;
import dev.ingot.emulator.device.probe.QemuProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program without an operating system, written in assembly beside the tests' resources, that
 * prints what it finds and ends by semihosting: the same image boots on QEMU and on ours, and the
 * outputs must be the same.
 */
final class BareMetalProgram {
  private static final List<String> SOURCES = List.of("image.inc", "gic2.inc", "gic3.inc");
  private static final RunLimits LIMITS = RunLimits.instructions(500_000_000);

  /** QEMU's {@code virt} loads an image whose text_offset is zero here, and so do we. */
  private static final String LOAD_ADDRESS = "0x40200000";

  private final HostProgram host;
  private final Path image;

  private BareMetalProgram(HostProgram host, Path image) {
    this.host = host;
    this.image = image;
  }

  /** Skips the calling test when QEMU or the GNU tools are not installed. */
  static void assumeInstalled() {
    QemuProbe.assumeInstalled();
    assumeTrue(
        QemuProbe.isInstalled("aarch64-linux-gnu-objcopy"),
        "aarch64-linux-gnu-objcopy is not installed");
  }

  /**
   * Assembles a program.
   *
   * @param source name of the source file among the resources
   * @param symbols what the source expects to be defined
   * @param directory scratch files go here
   */
  static BareMetalProgram assemble(String source, Map<String, Integer> symbols, Path directory)
      throws IOException, InterruptedException {
    List<String> sources = new ArrayList<>(SOURCES);
    sources.add(source);
    for (String each : sources) {
      Path copy = directory.resolve(each);
      if (!Files.exists(copy)) {
        try (InputStream in = BareMetalProgram.class.getResourceAsStream(each)) {
          Files.copy(in, copy);
        }
      }
    }
    Path object = directory.resolve("program.o");
    Path elf = directory.resolve("program.elf");
    Path image = directory.resolve("program.img");
    List<String> assembler = new ArrayList<>(List.of("aarch64-linux-gnu-as", "-I", "."));
    symbols.forEach((name, value) -> assembler.addAll(List.of("--defsym", name + "=" + value)));
    assembler.addAll(List.of("-o", object.toString(), source));
    HostProgram host = new HostProgram(directory);
    host.run(assembler.toArray(String[]::new));
    host.run(
        "aarch64-linux-gnu-ld", "-Ttext=" + LOAD_ADDRESS, "-o", elf.toString(), object.toString());
    host.run("aarch64-linux-gnu-objcopy", "-O", "binary", elf.toString(), image.toString());
    return new BareMetalProgram(host, image);
  }

  /**
   * What the program prints on QEMU.
   *
   * @param options QEMU's machine, CPU and memory options
   */
  String outputOnQemu(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("qemu-system-aarch64"));
    command.addAll(List.of(options));
    command.addAll(List.of("-display", "none", "-monitor", "none", "-serial", "stdio"));
    command.addAll(List.of("-nic", "none", "-semihosting", "-kernel", image.toString()));
    return host.run(command.toArray(String[]::new));
  }

  /** What the program prints on our machine; fails unless it ends by itself with status 0. */
  String output(MachineConfig.Builder configuration) throws IOException {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    RunResult result = run(configuration.console0(console));
    String text = console.toString(StandardCharsets.ISO_8859_1);
    if (!result.outcome().equals(new Outcome.Exited(0))) {
      throw new AssertionError("ended with " + result + " behind\n" + text);
    }
    return text;
  }

  /** Runs the program on our machine. */
  RunResult run(MachineConfig.Builder configuration) throws IOException {
    Machine machine = new Machine(configuration.build());
    machine.load(image);
    return machine.run(LIMITS);
  }
}
