package dev.ingot.emulator.device.probe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.device.probe.AccessScript.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs an {@link AccessScript} as a bare-metal program on QEMU. Every CPU has its own straight-line
 * code; a turn counter in RAM makes them act in the order of the script. The values read are
 * written to a host file by semihosting.
 */
public final class QemuProbe {
  private static final int TIMEOUT_SECONDS = 120;

  private final Path directory;
  private final String machine;

  /**
   * @param directory scratch files go here
   * @param machine value of QEMU's {@code -M}
   */
  public QemuProbe(Path directory, String machine) {
    this.directory = directory;
    this.machine = machine;
  }

  /** Skips the calling test when QEMU or the GNU assembler is not installed. */
  public static void assumeInstalled() {
    for (String tool :
        List.of("qemu-system-aarch64", "aarch64-linux-gnu-as", "aarch64-linux-gnu-ld")) {
      assumeTrue(isInstalled(tool), tool + " is not installed");
    }
  }

  /** Whether a tool is on the PATH. */
  public static boolean isInstalled(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }

  /** The values that the script's reads gave on QEMU. */
  public List<Long> run(AccessScript script) throws IOException, InterruptedException {
    Path source = directory.resolve("probe.s");
    Path object = directory.resolve("probe.o");
    Path program = directory.resolve("probe.elf");
    Path results = directory.resolve("results.bin");
    Files.deleteIfExists(results);
    Files.writeString(source, new ProbeAssembly(script, results).text());
    execute("aarch64-linux-gnu-as", "-o", object.toString(), source.toString());
    execute(
        "aarch64-linux-gnu-ld", "-Ttext=0x40100000", "-o", program.toString(), object.toString());
    execute(
        "qemu-system-aarch64",
        "-M",
        machine,
        "-cpu",
        "cortex-a57",
        "-smp",
        Integer.toString(script.machineCpuCount()),
        "-m",
        "64",
        "-accel",
        "tcg,thread=single",
        "-nic",
        "none",
        "-display",
        "none",
        "-monitor",
        "none",
        "-serial",
        "null",
        "-semihosting-config",
        "enable=on,target=native",
        "-kernel",
        program.toString());
    LongBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(results)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    List<Long> list = new ArrayList<>();
    while (values.hasRemaining()) {
      list.add(values.get());
    }
    return list;
  }

  private void execute(String... command) throws IOException, InterruptedException {
    Path log = directory.resolve("log.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    if (!ended || process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command)
              + (ended ? " failed with " + process.exitValue() : " did not end")
              + ":\n"
              + Files.readString(log));
    }
  }

  /** The program for a script. */
  private static final class ProbeAssembly {
    private final StringBuilder text = new StringBuilder();
    private final AccessScript script;
    private final Path results;

    ProbeAssembly(AccessScript script, Path results) {
      this.script = script;
      this.results = results;
    }

    String text() {
      long reads = script.accesses().stream().filter(AccessScript::gives).count();
      text.append(
          """
          .global _start
          _start:
            adr x0, vectors
            msr vbar_el1, x0
            adr x28, turn
            adr x27, results
            mrs x0, mpidr_el1
            and x19, x0, #0xff
          """);
      for (int cpu = 1; cpu < script.cpuCount(); cpu++) {
        text.append("  cmp x19, #").append(cpu).append("\n  b.eq cpu").append(cpu).append('\n');
      }
      for (int cpu = 1; cpu < script.cpuCount(); cpu++) {
        load(0, 0xc400_0003L);
        load(1, cpu);
        text.append("  adr x2, _start\n  hvc #0\n");
      }
      for (int cpu = 0; cpu < script.cpuCount(); cpu++) {
        text.append("cpu").append(cpu).append(":\n");
        code(cpu);
        text.append(cpu == 0 ? "  b finish\n" : "1: wfi\n  b 1b\n");
      }
      text.append(
          """
          finish:
            adr x1, block
            mov x0, #1              // SYS_OPEN
            hlt #0xf000
            adr x1, block
            str x0, [x1]
            adr x2, results
            str x2, [x1, #8]
            mov x3, #%d
            str x3, [x1, #16]
            mov x0, #5              // SYS_WRITE
            hlt #0xf000
            adr x1, block
            mov x0, #2              // SYS_CLOSE
            hlt #0xf000
            mov x2, #0
          stop:
            adr x1, block
            movz x3, #2, lsl #16
            movk x3, #0x26
            stp x3, x2, [x1]
            mov x0, #0x18           // SYS_EXIT
            hlt #0xf000
            .balign 2048
          vectors:
            .rept 16
            mov x2, #1
            b stop
            .balign 128
            .endr
          block: .quad path, 5, %d
          path: .asciz "%s"
            .balign 8
          turn: .quad 0
          results: .skip %d
          """
              .formatted(
                  reads * Long.BYTES,
                  results.toString().length(),
                  results,
                  (reads + 1) * Long.BYTES));
      return text.toString();
    }

    /** A CPU's accesses, with a wait for its turn wherever another CPU acted in between. */
    private void code(int cpu) {
      int turn = 0;
      int actor = 0;
      int result = 0;
      for (Access access : script.accesses()) {
        if (access.cpu() != actor) {
          if (actor == cpu) {
            text.append("  dsb sy\n  mov x0, #").append(turn + 1).append("\n  str x0, [x28]\n");
          }
          turn++;
          actor = access.cpu();
          if (actor == cpu) {
            text.append("1: yield\n  ldr x0, [x28]\n  cmp x0, #")
                .append(turn)
                .append("\n  b.ne 1b\n");
          }
        }
        boolean gives = AccessScript.gives(access);
        if (actor == cpu) {
          access(access);
          if (gives) {
            load(1, (long) result * Long.BYTES);
            text.append("  str x0, [x27, x1]\n");
          }
        }
        result += gives ? 1 : 0;
      }
      if (actor == cpu && cpu != 0) {
        text.append("  dsb sy\n  mov x0, #").append(turn + 1).append("\n  str x0, [x28]\n");
      }
      if (actor != 0 && cpu == 0) {
        text.append("1: yield\n  ldr x0, [x28]\n  cmp x0, #")
            .append(turn + 1)
            .append("\n  b.ne 1b\n");
      }
    }

    private void access(Access access) {
      switch (access) {
        case AccessScript.Read read -> {
          load(1, read.address());
          text.append(
              switch (read.bytes()) {
                case 1 -> "  ldrb w0, [x1]\n";
                case 2 -> "  ldrh w0, [x1]\n";
                case 4 -> "  ldr w0, [x1]\n";
                default -> "  ldr x0, [x1]\n";
              });
        }
        case AccessScript.Write write -> {
          load(1, write.address());
          load(0, write.value());
          text.append(
              switch (write.bytes()) {
                case 1 -> "  strb w0, [x1]\n";
                case 2 -> "  strh w0, [x1]\n";
                case 4 -> "  str w0, [x1]\n";
                default -> "  str x0, [x1]\n";
              });
        }
        case AccessScript.ReadRegister read ->
            text.append("  isb\n  mrs x0, ")
                .append(AccessScript.registerName(read.encoding()))
                .append('\n');
        case AccessScript.WriteRegister write -> {
          load(0, write.value());
          text.append("  msr ")
              .append(AccessScript.registerName(write.encoding()))
              .append(", x0\n  isb\n");
        }
        case AccessScript.FirmwareCall call -> {
          load(0, call.x0());
          load(1, call.x1());
          load(2, call.x2());
          load(3, call.x3());
          text.append("  hvc #0\n");
        }
      }
    }

    /** A constant in 16-bit pieces: literal pools would be out of reach of long scripts. */
    private void load(int register, long value) {
      text.append("  movz x").append(register).append(", #").append(value & 0xffff).append('\n');
      for (int shift = 16; shift < Long.SIZE; shift += 16) {
        long piece = value >>> shift & 0xffff;
        if (piece != 0) {
          text.append("  movk x").append(register).append(", #").append(piece);
          text.append(", lsl #").append(shift).append('\n');
        }
      }
    }
  }
}
