package dev.ingot.cli;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Boots an image on {@code qemu-system-aarch64 -M virt}. */
final class QemuMachine {
  private static final String PROGRAM = "qemu-system-aarch64";

  /** QEMU's status when semihosting tells of anything but the program's own exit. */
  private static final int QEMU_FAILURE = 1;

  private static final Duration POLITE_END = Duration.ofSeconds(2);

  private final MachineOptions options;
  private final ObservationOptions observation;
  private final Stages stages;

  QemuMachine(MachineOptions options, ObservationOptions observation, Stages stages) {
    this.options = options;
    this.observation = observation;
    this.stages = stages;
  }

  GuestEnd run(Guest guest) throws IOException, InterruptedException {
    observation.requireNothingOfTheBundledMachine();
    options.requireNothingOfTheBundledMachine();
    if (guest.file().isPresent()) {
      return run(guest.file().get(), guest);
    }
    Path file = Files.createTempFile("ingot-", ".img");
    try {
      Files.write(file, guest.image());
      return run(file, guest);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private GuestEnd run(Path image, Guest guest) throws IOException, InterruptedException {
    boolean onUart = guest.kind() != Guest.Kind.PROGRAM || HostTerminal.typesStdin();
    try (QemuConsole console = new QemuConsole(onUart)) {
      ProcessBuilder builder = new ProcessBuilder(commandLine(image, guest, console));
      console.redirect(builder);
      return run(builder, console, new NucleusLines(System.err, guest.symbolizer()));
    }
  }

  private GuestEnd run(ProcessBuilder builder, QemuConsole console, OutputStream stderr)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process qemu = start(builder);
    try (EndWithJvm _ = new EndWithJvm(() -> end(qemu))) {
      console.follow(qemu, stderr);
      Duration limit = options.timeout().orElse(Duration.ofNanos(Long.MAX_VALUE));
      boolean ended = qemu.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      if (!ended) {
        return crash("--timeout reached", wall);
      }
      console.drain();
      if (console.readerGone()) {
        return exit(ExitStatus.BROKEN_PIPE, "nobody reads stdout any more", wall);
      }
      if (qemu.exitValue() == QEMU_FAILURE && console.nucleusGaveUp()) {
        return crash("the nucleus gave up; its last lines say why", wall);
      }
      return exit(qemu.exitValue(), "exit status " + qemu.exitValue(), wall);
    }
  }

  /**
   * Ends QEMU if it still runs: politely first, so that it puts the terminal right. What it printed
   * cannot be read any more then: {@link Process#destroy} closes the pipes.
   */
  private static void end(Process qemu) {
    qemu.destroy();
    try {
      if (!qemu.waitFor(POLITE_END.toNanos(), TimeUnit.NANOSECONDS)) {
        qemu.destroyForcibly().waitFor();
      }
    } catch (InterruptedException hurry) {
      qemu.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static GuestEnd exit(int status, String description, Duration wall) {
    return new GuestEnd(
        GuestEnd.How.EXITED,
        status,
        description,
        OptionalLong.empty(),
        wall,
        _ -> OptionalLong.empty());
  }

  private static GuestEnd crash(String description, Duration wall) {
    return new GuestEnd(
        GuestEnd.How.CRASHED,
        ExitStatus.CRASHED,
        description,
        OptionalLong.empty(),
        wall,
        _ -> OptionalLong.empty());
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException failure) {
      throw new RefusedException(
          new Refusal(
              PROGRAM,
              "--machine qemu",
              "no such program on the PATH",
              "QEMU 7.2 or newer",
              "install QEMU (Debian: qemu-system-arm), or leave --machine out"),
          failure);
    }
  }

  private String machine() {
    return "virt,gic-version=" + options.gic() + (options.el2() ? ",virtualization=on" : "");
  }

  private List<String> commandLine(Path image, Guest guest, QemuConsole console) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(PROGRAM, "-M", machine()));
    command.addAll(List.of("-cpu", options.cpu(), "-smp", Integer.toString(options.cpus())));
    command.addAll(List.of("-m", Long.toString(options.memory().bytes() >> 20)));
    command.addAll(console.options());
    command.addAll(List.of("-nic", "none", "-semihosting"));
    boolean inFlash = guest.kind() == Guest.Kind.KERNEL_IN_FLASH;
    command.addAll(List.of(inFlash ? "-bios" : "-kernel", image.toString()));
    if (observation.gdbOfQemu().isPresent()) {
      int port = observation.gdbOfQemu().getAsInt();
      command.addAll(List.of("-S", "-gdb", "tcp:127.0.0.1:" + port));
      stages.always("gdb", "waits for: target remote localhost:" + port);
    }
    guest.initialRamDisk().ifPresent(disk -> command.addAll(List.of("-initrd", disk.toString())));
    for (Path disk : options.disks()) {
      int number = command.size();
      // A comma in a value of QEMU's options is written twice.
      String file = disk.toString().replace(",", ",,");
      command.addAll(
          List.of(
              "-drive",
              "if=none,id=disk%d,format=raw,snapshot=on,file=%s".formatted(number, file),
              "-device",
              "virtio-blk-device,drive=disk" + number));
    }
    if (!guest.bootArguments().isEmpty()) {
      command.addAll(List.of("-append", guest.bootArguments()));
    }
    return command;
  }
}
