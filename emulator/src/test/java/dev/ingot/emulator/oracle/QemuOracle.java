package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.CpuModel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks {@code qemu-aarch64} what an instruction does, thousands of cases a process. */
public final class QemuOracle {
  private static final String QEMU = "qemu-aarch64";
  private static final String ASSEMBLER = "aarch64-linux-gnu-as";
  private static final String LINKER = "aarch64-linux-gnu-ld";
  private static final String TEXT_VA = "0x10000000";
  private static final int TIME_LIMIT_SECONDS = 120;

  private final Path directory;
  private final CpuModel model;
  private final Path driver;

  /**
   * Assembles the driver.
   *
   * @param directory for the driver and the records
   * @param model the CPU to ask
   */
  QemuOracle(Path directory, CpuModel model) throws IOException, InterruptedException {
    this.directory = directory;
    this.model = model;
    driver = directory.resolve("driver");
    Path source = directory.resolve("driver.s");
    Path object = directory.resolve("driver.o");
    try (InputStream in = QemuOracle.class.getResourceAsStream("driver.s")) {
      Files.copy(in, source);
    }
    run(new ProcessBuilder(ASSEMBLER, "-o", object.toString(), source.toString()));
    run(
        new ProcessBuilder(
            LINKER,
            "-N",
            "--no-warn-rwx-segments",
            "-Ttext",
            TEXT_VA,
            "-o",
            driver.toString(),
            object.toString()));
  }

  /** Whether the tools are on the PATH. */
  public static boolean isAvailable() {
    return List.of(QEMU, ASSEMBLER, LINKER).stream().allMatch(QemuOracle::isOnPath);
  }

  private static boolean isOnPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** The states after a batch of at most {@link OracleRecord#MAX_CASES} cases, in their order. */
  List<CpuState> run(List<OracleCase> batch) throws IOException, InterruptedException {
    byte[] bytes = new byte[batch.size() * OracleRecord.BYTES];
    ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < batch.size(); i++) {
      OracleRecord.write(records, i, batch.get(i));
    }
    Path input = directory.resolve("cases.in");
    Path output = directory.resolve("cases.out");
    Files.write(input, bytes);
    run(
        new ProcessBuilder(QEMU, "-cpu", model.qemuName(), driver.toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile()));
    ByteBuffer results = ByteBuffer.wrap(Files.readAllBytes(output)).order(ByteOrder.LITTLE_ENDIAN);
    if (results.capacity() != bytes.length) {
      throw new IOException(
          "the driver wrote " + results.capacity() + " bytes for records of " + bytes.length);
    }
    List<CpuState> after = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      after.add(OracleRecord.read(results, i));
    }
    return after;
  }

  private void run(ProcessBuilder command) throws IOException, InterruptedException {
    Path errors = directory.resolve("stderr");
    Process process = command.redirectError(errors.toFile()).start();
    if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          command.command().get(0) + " took more than " + TIME_LIMIT_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          command.command().get(0)
              + " ended with "
              + process.exitValue()
              + ": "
              + Files.readString(errors));
    }
  }
}
