package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.goflags.GoPlacement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A freestanding kernel of testdata, in one of its builds.
 *
 * @param name of its folder
 * @param release of Go
 * @param layout {@code ram} or {@code rom}
 * @param stripped whether it was linked without symbols
 */
record Kernel(String name, String release, String layout, boolean stripped) {
  static final List<String> RELEASES = List.of("1.19", "1.21", "1.23", "1.24", "1.27");

  private static final Path SOURCES = Path.of("../testdata/freestanding");
  private static final Board BOARD = Board.qemuVirt(ReferenceRun.MEMORY);

  /** What a machine made of an image. */
  record Run(String console, int status) {}

  /** What the reference machine made of it, and why it ended. */
  record ReferenceOutcome(String console, Outcome outcome) {}

  /** Builds the ELF with the stock toolchain, or skips the test. Default flags link for ROM. */
  Path build(Path folder) throws IOException {
    Path elf = folder.resolve("%s-%s-%s%s".formatted(name, release, layout, stripped ? "-s" : ""));
    if (Files.notExists(elf)) {
      String place =
          layout.equals("ram")
              ? GoPlacement.on(BOARD, new Layout.InRam()).flags(0x1000).asText()
              : "";
      String flags = "-ldflags=" + (stripped ? "-s -w " : "") + place;
      Tool.go(release).build(SOURCES.resolve(name), elf, "arm64", flags);
    }
    return elf;
  }

  /** Makes the image with the command. */
  Path image(Path folder, String... options) throws IOException {
    Path elf = build(folder);
    Path image = Files.createTempFile(folder, "kernel-", ".img");
    List<String> arguments =
        new ArrayList<>(List.of("image", "-q", elf.toString(), "--freestanding"));
    arguments.addAll(List.of("--entry", "main.KernelMain", "--layout", layout));
    arguments.addAll(List.of("-o", image.toString()));
    arguments.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.stderr()).isZero();
    return image;
  }

  /** Boots an image on the reference machine, whose flash cannot be written. */
  ReferenceOutcome onReferenceMachine(Path image) throws IOException {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    Machine machine =
        new Machine(
            MachineConfig.builder().ramBytes(ReferenceRun.MEMORY).console0(console).build());
    byte[] bytes = Files.readAllBytes(image);
    if (layout.equals("rom")) {
      machine.loadFlash(bytes);
    } else {
      machine.load(bytes);
    }
    Outcome outcome = machine.run(RunLimits.instructions(100_000_000)).outcome();
    return new ReferenceOutcome(console.toString(StandardCharsets.UTF_8), outcome);
  }

  /** Boots an image on QEMU, or skips the test; with the layout rom as its flash. */
  Run onQemu(Path image, String... options) throws IOException {
    Tool.onPath("qemu-system-aarch64", "it boots the kernel");
    List<String> command = new ArrayList<>(List.of("60", "qemu-system-aarch64"));
    command.addAll(List.of("-M", "virt", "-cpu", "cortex-a57", "-m", "512M"));
    command.addAll(List.of("-nic", "none", "-display", "none", "-monitor", "none"));
    command.addAll(List.of("-serial", "stdio", "-semihosting"));
    command.addAll(List.of(layout.equals("rom") ? "-bios" : "-kernel", image.toString()));
    command.addAll(List.of(options));
    Tool.Result result =
        Tool.onPath("timeout", "it ends a kernel that hangs").run(command.toArray(String[]::new));
    return new Run(result.stdout(), result.status());
  }

  @Override
  public String toString() {
    return "%s, Go %s, layout %s%s".formatted(name, release, layout, stripped ? ", stripped" : "");
  }
}
