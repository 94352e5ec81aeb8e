package dev.ingot.emulator.oracle;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import dev.ingot.emulator.device.probe.HostProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The driver with cases, as an image that both machines boot. */
final class PrivilegedImage {
  private static final String LOAD_ADDRESS = "0x40200000";
  private static final long LOAD_PA = 0x4020_0000L;
  private static final int COUNT_BYTES = 4096;
  private static final RunLimits LIMITS = new RunLimits(100_000_000, Duration.ofMinutes(5));

  private final Path directory;
  private final HostProgram host;
  private final CpuModel model;
  private final byte[] driver;

  /**
   * Assembles the driver.
   *
   * @param directory scratch files go here
   * @param model the CPU of both machines
   */
  PrivilegedImage(Path directory, CpuModel model) throws IOException, InterruptedException {
    this.directory = directory;
    this.model = model;
    host = new HostProgram(directory);
    try (InputStream in = PrivilegedImage.class.getResourceAsStream("privileged-driver.s")) {
      Files.write(directory.resolve("driver.s"), in.readAllBytes());
    }
    host.run("aarch64-linux-gnu-as", "-o", "driver.o", "driver.s");
    host.run("aarch64-linux-gnu-ld", "-Ttext=" + LOAD_ADDRESS, "-o", "driver.elf", "driver.o");
    host.run("aarch64-linux-gnu-objcopy", "-O", "binary", "driver.elf", "driver.img");
    driver = Files.readAllBytes(directory.resolve("driver.img"));
  }

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The driver ends with the number of cases, on a page of its own, and room for the records. */
  private int records() {
    return driver.length - PrivilegedState.RECORD_BYTES * PrivilegedState.MAX_CASES;
  }

  private byte[] withCases(List<PrivilegedCase> cases) {
    byte[] image = driver.clone();
    ByteBuffer bytes = littleEndian(image);
    bytes.putLong(records() - COUNT_BYTES, cases.size());
    for (int i = 0; i < cases.size(); i++) {
      PrivilegedCase each = cases.get(i);
      each.enterAt(i);
      each.before().write(bytes, records() + i * PrivilegedState.RECORD_BYTES, each.words());
    }
    return image;
  }

  /** The states after the cases on QEMU, in their order. */
  List<PrivilegedState> onQemu(List<PrivilegedCase> cases)
      throws IOException, InterruptedException {
    Path results = directory.resolve("records");
    Files.deleteIfExists(results);
    Files.write(directory.resolve("cases.img"), withCases(cases));
    // What QEMU 7.2's max has beyond ours, as far as it can be turned off.
    String cpu = model.qemuName() + (model == CpuModel.MAX ? ",sve=off,sme=off,pauth=off" : "");
    host.run(
        "qemu-system-aarch64",
        "-M",
        "virt,gic-version=3",
        "-cpu",
        cpu,
        "-m",
        "512",
        "-nic",
        "none",
        "-display",
        "none",
        "-monitor",
        "none",
        "-serial",
        "null",
        "-semihosting",
        "-kernel",
        "cases.img");
    return states(Files.readAllBytes(results), cases.size());
  }

  /** The states after the cases on ours, in their order. */
  List<PrivilegedState> onOurs(List<PrivilegedCase> cases) {
    Machine machine =
        new Machine(
            MachineConfig.builder()
                .cpuModel(model)
                .gic(GicVersion.V3)
                .unknownIsUndefined(true)
                .build());
    machine.load(withCases(cases));
    RunResult result = machine.run(LIMITS);
    byte[] records =
        machine
            .cpu(0)
            .physicalMemory()
            .copyOut(LOAD_PA + records(), cases.size() * PrivilegedState.RECORD_BYTES);
    if (!result.outcome().equals(new Outcome.Exited(0))) {
      throw new AssertionError("ended with " + result);
    }
    return states(records, cases.size());
  }

  private static List<PrivilegedState> states(byte[] records, int count) {
    ByteBuffer bytes = littleEndian(records);
    List<PrivilegedState> states = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      states.add(PrivilegedState.read(bytes, i * PrivilegedState.RECORD_BYTES));
    }
    return states;
  }
}
