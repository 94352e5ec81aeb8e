package dev.ingot.cli.lockstep;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int HEX_DIGITS = 16;

  private final Process process;
  private final InputStream log;

  private QemuTrace(Process process) {
    this.process = process;
    this.log = new BufferedInputStream(process.getInputStream(), BUFFER_BYTES);
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
    command.addAll(List.of("-d", "cpu,nochain", "-D", "/dev/stdout"));
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
    Optional<Long> pc = valueOf("PC=");
    if (pc.isEmpty()) {
      return Optional.empty();
    }
    long[] x = new long[Registers.COUNT];
    for (int i = 0; i < x.length; i++) {
      x[i] = required("=");
    }
    return Optional.of(new Registers(pc.get(), x, required("PSTATE=")));
  }

  private long required(String name) throws IOException {
    return valueOf(name).orElseThrow(() -> new IOException("the log of QEMU ends in a record"));
  }

  /** The hexadecimal number behind the next occurrence of {@code name}. */
  private Optional<Long> valueOf(String name) throws IOException {
    byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
    int matched = 0;
    while (matched < wanted.length) {
      int next = log.read();
      if (next < 0) {
        return Optional.empty();
      }
      matched = next == wanted[matched] ? matched + 1 : next == wanted[0] ? 1 : 0;
    }
    long value = 0;
    for (int i = 0; i < HEX_DIGITS; i++) {
      int digit = Character.digit(log.read(), HEX_DIGITS);
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
    }
    return Optional.of(value);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
