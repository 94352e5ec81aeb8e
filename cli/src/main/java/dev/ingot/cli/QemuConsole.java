package dev.ingot.cli;

import dev.ingot.emulator.StandardStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The console of a guest on QEMU. A person, and whoever runs a freestanding kernel, gets the UART
 * on ingot's own streams. Otherwise stdin, stdout and stderr are ports of a virtio console
 * (docs/contracts.md, section 3), which pass every byte and know an end, and the UART with the
 * nucleus's own lines goes to stderr.
 */
final class QemuConsole implements AutoCloseable {
  /** What the nucleus says last when it gave up (power.s); QEMU itself only shows status 1. */
  private static final String GAVE_UP = "[nucleus] internal error: the machine stops\n";

  private static final int BUFFER_BYTES = 1 << 16;

  private final boolean onUart;
  private final Path uartLog;
  private final List<Thread> pumps = new ArrayList<>();
  private volatile boolean readerGone;

  /**
   * @param onUart whether the guest's console is the UART: a person types, or it is a kernel
   * @throws IOException when the folder for temporary files cannot be written
   */
  QemuConsole(boolean onUart) throws IOException {
    this.onUart = onUart;
    uartLog = Files.createTempFile("ingot-", ".log");
  }

  /** The part of QEMU's command line that makes the console. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("-display", "none", "-monitor", "none"));
    if (onUart) {
      // Ctrl-C is the program's; Ctrl-A x ends QEMU, as with -nographic.
      chardev(options, "stdio,id=uart,mux=on,signal=off,logfile=" + uartLog);
      options.addAll(List.of("-serial", "chardev:uart"));
      return options;
    }
    chardev(options, "file,id=uart,path=/dev/fd/2,append=on,logfile=" + uartLog);
    options.addAll(List.of("-serial", "chardev:uart"));
    chardev(options, "stdio,id=in,signal=off");
    chardev(options, "file,id=out,path=/dev/fd/1,append=on");
    chardev(options, "file,id=err,path=/dev/fd/2,append=on");
    options.addAll(List.of("-device", "virtio-serial-device"));
    port(options, "in", StandardStreams.INPUT_PORT);
    port(options, "out", StandardStreams.OUTPUT_PORT);
    port(options, "err", StandardStreams.ERROR_PORT);
    return options;
  }

  private static void chardev(List<String> options, String description) {
    options.addAll(List.of("-chardev", description));
  }

  private static void port(List<String> options, String chardev, String name) {
    options.addAll(List.of("-device", "virtserialport,chardev=" + chardev + ",name=" + name));
  }

  /**
   * Connects a QEMU process with ingot's own streams. QEMU opens its stdout and stderr anew, by
   * name, which a socket or a file that the shell truncates would not stand: hence pipes.
   */
  void redirect(ProcessBuilder qemu) {
    qemu.inheritIO();
    if (!onUart) {
      qemu.redirectOutput(ProcessBuilder.Redirect.PIPE);
      qemu.redirectError(ProcessBuilder.Redirect.PIPE);
    }
  }

  /**
   * Passes on what a process prints that was started with {@link #redirect}.
   *
   * @param stderr where the program's standard error and the nucleus's lines go
   */
  void follow(Process qemu, OutputStream stderr) {
    if (!onUart) {
      pump(qemu, qemu.getInputStream(), StandardOutput.raw());
      pump(qemu, qemu.getErrorStream(), stderr);
    }
  }

  private void pump(Process qemu, InputStream from, OutputStream to) {
    pumps.add(Thread.ofPlatform().daemon().start(() -> copy(qemu, from, to)));
  }

  /** When the reader goes away, QEMU ends: it would swallow what the program still prints. */
  private void copy(Process qemu, InputStream from, OutputStream to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = read(from, buffer); count >= 0; count = read(from, buffer)) {
      try {
        to.write(buffer, 0, count);
        to.flush();
      } catch (IOException gone) {
        readerGone = true;
        qemu.destroy();
        return;
      }
    }
  }

  /** Reads what a process printed; the pipe is closed when the process is made to end. */
  private static int read(InputStream from, byte[] buffer) {
    try {
      return from.read(buffer);
    } catch (IOException closed) {
      return -1;
    }
  }

  /** Whether the run ended because nobody reads stdout any more. */
  boolean readerGone() {
    return readerGone;
  }

  /** Waits until everything that the ended process has printed is passed on. */
  void drain() throws InterruptedException {
    for (Thread pump : pumps) {
      pump.join();
    }
  }

  /** Whether the nucleus's last line says that it gave up. */
  boolean nucleusGaveUp() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(uartLog.toFile(), "r")) {
      byte[] tail = new byte[GAVE_UP.length()];
      if (log.length() < tail.length) {
        return false;
      }
      log.seek(log.length() - tail.length);
      log.readFully(tail);
      return new String(tail, StandardCharsets.US_ASCII).equals(GAVE_UP);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(uartLog);
  }
}
