package dev.ingot.cli;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Boots an image on {@code qemu-system-aarch64 -M virt}, with the console on stdin and stdout. */
final class QemuMachine {
  private static final String PROGRAM = "qemu-system-aarch64";

  private final MachineOptions options;

  QemuMachine(MachineOptions options) {
    this.options = options;
  }

  GuestEnd run(Guest guest) throws IOException, InterruptedException {
    if (guest.file().isPresent()) {
      return run(guest.file().get(), guest.bootArguments());
    }
    Path file = Files.createTempFile("ingot-", ".img");
    try {
      Files.write(file, guest.image());
      return run(file, guest.bootArguments());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private GuestEnd run(Path image, String bootArguments) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process qemu = start(commandLine(image, bootArguments));
    Thread killer = new Thread(qemu::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      Duration limit = options.timeout().orElse(Duration.ofNanos(Long.MAX_VALUE));
      boolean ended = qemu.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      if (!ended) {
        return end(ExitStatus.CRASHED, "time limit of %s reached".formatted(limit), wall);
      }
      return end(qemu.exitValue(), "exit status " + qemu.exitValue(), wall);
    } finally {
      qemu.destroyForcibly();
      qemu.waitFor();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }

  private static GuestEnd end(int status, String description, Duration wall) {
    return new GuestEnd(status, description, OptionalLong.empty(), wall, _ -> OptionalLong.empty());
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start();
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

  private List<String> commandLine(Path image, String bootArguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(PROGRAM, "-M", "virt,gic-version=" + options.gic()));
    command.addAll(List.of("-cpu", options.cpu(), "-smp", Integer.toString(options.cpus())));
    command.addAll(List.of("-m", Long.toString(options.memory().bytes() >> 20)));
    command.addAll(List.of("-display", "none", "-monitor", "none", "-serial", "stdio"));
    command.addAll(List.of("-nic", "none", "-semihosting"));
    command.addAll(List.of("-kernel", image.toString()));
    if (!bootArguments.isEmpty()) {
      command.addAll(List.of("-append", bootArguments));
    }
    return command;
  }
}
