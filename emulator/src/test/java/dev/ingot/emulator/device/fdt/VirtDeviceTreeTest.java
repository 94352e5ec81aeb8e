package dev.ingot.emulator.device.fdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import dev.ingot.emulator.device.probe.QemuProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtDeviceTreeTest {
  private static final long MIB = 1 << 20;
  private static final byte[] SEED = {1, 2, 3, 4};

  @TempDir Path directory;

  private static VirtBoard board(int cpus, GicVersion gic) {
    return new VirtBoard(256 * MIB, cpus, "arm,cortex-a57", gic, true, 32, false);
  }

  /** Nodes of ours that QEMU's board has not. */
  private static final Set<String> OURS_ALONE = Set.of("/pl011@9040000", "/aliases");

  @ParameterizedTest
  @CsvSource({"1, V2", "2, V2", "4, V3", "8, V3"})
  void everyNodeThatQemuHasTooIsTheSame(int cpus, GicVersion gic) throws Exception {
    assumeTrue(QemuProbe.isInstalled("qemu-system-aarch64"), "qemu-system-aarch64 is missing");
    DecodedTree qemu = DecodedTree.of(qemuTree(cpus, gic));
    DecodedTree ours =
        DecodedTree.of(VirtDeviceTree.flattened(board(cpus, gic), new Chosen("a b", SEED)));
    for (String path : ours.paths()) {
      if (!OURS_ALONE.contains(path)) {
        assertThat(comparable(ours, path)).as(path).isEqualTo(comparable(qemu, path));
      }
    }
  }

  @Test
  void nothingOfQemusTreeIsMissingExceptDevicesWeLack() throws Exception {
    assumeTrue(QemuProbe.isInstalled("qemu-system-aarch64"), "qemu-system-aarch64 is missing");
    DecodedTree ours =
        DecodedTree.of(VirtDeviceTree.flattened(board(2, GicVersion.V3), new Chosen("", SEED)));
    Set<String> missing = new TreeSet<>();
    for (String path : DecodedTree.of(qemuTree(2, GicVersion.V3)).paths()) {
      if (!ours.has(path)) {
        missing.add(path);
      }
    }
    assertThat(missing)
        .containsExactlyInAnyOrder(
            "/platform-bus@c000000",
            "/fw-cfg@9020000",
            "/gpio-keys",
            "/gpio-keys/poweroff",
            "/pl061@9030000",
            "/pcie@10000000",
            "/pmu",
            "/intc@8000000/its@8080000",
            "/flash@0");
  }

  @Test
  void theCompilerOfDeviceTreesAcceptsIt() throws Exception {
    assumeTrue(QemuProbe.isInstalled("dtc"), "dtc is missing");
    Path blob = directory.resolve("ours.dtb");
    Path again = directory.resolve("again.dtb");
    byte[] ours = VirtDeviceTree.flattened(board(4, GicVersion.V2), new Chosen("hello", SEED));
    Files.write(blob, ours);
    run("dtc", "-I", "dtb", "-O", "dtb", "-o", again.toString(), blob.toString());
    DecodedTree first = DecodedTree.of(ours);
    DecodedTree second = DecodedTree.of(Files.readAllBytes(again));
    assertThat(second.paths()).containsExactlyElementsOf(first.paths());
    for (String path : first.paths()) {
      assertThat(text(second.node(path))).as(path).isEqualTo(text(first.node(path)));
    }
  }

  @Test
  void theSerialPortsHaveAliases() {
    DecodedTree tree =
        DecodedTree.of(VirtDeviceTree.flattened(board(1, GicVersion.V2), new Chosen("", SEED)));
    assertThat(tree.text("/aliases", "serial0")).isEqualTo("/pl011@9000000");
    assertThat(tree.text("/aliases", "serial1")).isEqualTo("/pl011@9040000");
    assertThat(tree.text("/chosen", "stdout-path")).isEqualTo("/pl011@9000000");
  }

  @Test
  void onlyTransportsWithADeviceAreNamedTheLastOnesFirst() {
    VirtBoard board = new VirtBoard(64 * MIB, 1, "arm,cortex-a57", GicVersion.V2, true, 2, false);
    DecodedTree tree = DecodedTree.of(VirtDeviceTree.flattened(board, new Chosen("", SEED)));
    assertThat(tree.paths())
        .filteredOn(path -> path.startsWith("/virtio_mmio@"))
        .containsExactlyInAnyOrder("/virtio_mmio@a003c00", "/virtio_mmio@a003e00");
  }

  @Test
  void theSecondSerialPortCanBeLeftOut() {
    VirtBoard board = new VirtBoard(64 * MIB, 1, "arm,cortex-a57", GicVersion.V2, false, 0, false);
    DecodedTree tree = DecodedTree.of(VirtDeviceTree.flattened(board, new Chosen("", SEED)));
    assertThat(tree.has("/pl011@9040000")).isFalse();
    assertThat(tree.node("/aliases")).doesNotContainKey("serial1");
  }

  @Test
  void chosenHoldsArgumentsAndSeedOnlyWhenGiven() {
    VirtBoard board = board(1, GicVersion.V2);
    DecodedTree full = DecodedTree.of(VirtDeviceTree.flattened(board, new Chosen("x=1 y", SEED)));
    assertThat(full.text("/chosen", "bootargs")).isEqualTo("x=1 y");
    assertThat(full.node("/chosen").get("rng-seed")).isEqualTo(SEED);
    DecodedTree empty =
        DecodedTree.of(VirtDeviceTree.flattened(board, new Chosen("", new byte[0])));
    assertThat(empty.node("/chosen").keySet()).containsExactly("stdout-path");
  }

  @Test
  void chosenTellsWhereTheInitialRamDiskIs() {
    Chosen chosen = new Chosen("", SEED, new Chosen.RamDisk(0x4800_0000L, 0x4800_1234L));
    DecodedTree tree = DecodedTree.of(VirtDeviceTree.flattened(board(1, GicVersion.V2), chosen));
    Map<String, String> properties = text(tree.node("/chosen"));
    assertThat(properties)
        .containsEntry("linux,initrd-start", "0000000048000000")
        .containsEntry("linux,initrd-end", "0000000048001234");
  }

  /**
   * Properties as text, references as the paths that they lead to; without random seeds and PSCI's
   * MIGRATE, which QEMU names but does not implement.
   */
  private static Map<String, String> comparable(DecodedTree tree, String path) {
    Map<String, byte[]> properties = tree.node(path);
    Map<String, String> text = text(properties);
    text.keySet().removeAll(Set.of("rng-seed", "kaslr-seed", "migrate"));
    text.computeIfPresent("phandle", (name, value) -> "any");
    for (String reference : List.of("cpu", "clocks", "interrupt-parent")) {
      text.computeIfPresent(
          reference, (name, value) -> String.join(" ", tree.follow(properties.get(name))));
    }
    return text;
  }

  private static Map<String, String> text(Map<String, byte[]> properties) {
    Map<String, String> text = new TreeMap<>();
    properties.forEach((name, value) -> text.put(name, HexFormat.of().formatHex(value)));
    return text;
  }

  private byte[] qemuTree(int cpus, GicVersion gic) throws IOException, InterruptedException {
    Path blob = directory.resolve("qemu.dtb");
    int version = gic == GicVersion.V2 ? 2 : 3;
    run(
        "qemu-system-aarch64",
        "-M",
        "virt,gic-version=" + version + ",dumpdtb=" + blob,
        "-cpu",
        "cortex-a57",
        "-smp",
        Integer.toString(cpus),
        "-m",
        "256",
        "-nic",
        "none",
        "-display",
        "none",
        "-kernel",
        "/dev/null",
        "-append",
        "a b");
    return Files.readAllBytes(blob);
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path log = directory.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }
}
