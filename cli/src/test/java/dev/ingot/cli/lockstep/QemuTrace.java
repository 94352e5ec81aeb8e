package dev.ingot.cli.lockstep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image running on QEMU, one translation block an instruction, whose registers are logged before
 * each. One instruction takes one virtual nanosecond there too ({@code -icount shift=0}), waiting
 * takes none of the host's, and the wall clock stands still at its start.
 */
final class QemuTrace implements AutoCloseable {
  private final Process process;
  private final RegisterLog log;

  private QemuTrace(Process process) {
    this.process = process;
    this.log = new RegisterLog(process.getInputStream());
  }

  /** The options of the machine itself, the same for a run and for its device tree. */
  static List<String> machineOptions(Path image, String more) {
    return List.of(
        "-M",
        "virt,gic-version=3,dtb-randomness=off" + more,
        "-cpu",
        "cortex-a57",
        "-m",
        "512",
        "-nic",
        "none",
        "-display",
        "none",
        "-monitor",
        "none",
        "-kernel",
        image.toString());
  }

  /**
   * Starts a run.
   *
   * @param watched what to log
   * @param console file that takes what the program prints
   */
  static QemuTrace start(Path qemu, Path image, WatchedCode watched, Path console)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(qemu.toString()));
    command.addAll(machineOptions(image, ""));
    command.addAll(List.of("-icount", "shift=0,sleep=off"));
    command.addAll(List.of("-rtc", "base=2026-01-01T00:00:00,clock=vm"));
    command.addAll(List.of("-serial", "file:" + console, "-semihosting"));
    command.addAll(List.of("-d", "cpu,fpu,nochain", "-D", "/dev/stdout"));
    command.add("-singlestep");
    watched.filter().ifPresent(filter -> command.addAll(List.of("-dfilter", filter)));
    return new QemuTrace(
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** The registers before the next instruction, or nothing when the run has ended. */
  Optional<Registers> next() throws IOException {
    return log.next();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
