package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest without an operating system finds on the disks of {@code --blk}. */
class DiskOptionTest {
  private static final Path SOURCE = Path.of("../testdata/baremetal/disks.s");

  /** Where QEMU's virt and the bundled machine load an image whose text_offset is 0. */
  private static final String LOAD_ADDRESS = "-Ttext=0x40200000";

  private static final int SECTOR_BYTES = 512;

  @TempDir private Path folder;
  private Path guest;
  private Path small;
  private Path large;

  @BeforeEach
  void prepare() throws IOException {
    guest = assembled();
    small = disk("small.raw", 3, "Small ds", "written?");
    large = disk("large.raw", 5_000, "Large ds", "old text");
  }

  private Path assembled() throws IOException {
    Path object = folder.resolve("disks.o");
    Path elf = folder.resolve("disks.elf");
    Path image = folder.resolve("disks.img");
    build("aarch64-linux-gnu-as", "-o", object.toString(), SOURCE.toString());
    build("aarch64-linux-gnu-ld", LOAD_ADDRESS, "-o", elf.toString(), object.toString());
    build("aarch64-linux-gnu-objcopy", "-O", "binary", elf.toString(), image.toString());
    return image;
  }

  private static void build(String tool, String... arguments) throws IOException {
    Tool.Result made = Tool.onPath(tool, "it builds the guest of this test").run(arguments);
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  /** A file of so many sectors, the first two with a text of eight bytes at their start. */
  private Path disk(String name, int sectors, String first, String second) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(sectors * SECTOR_BYTES);
    bytes.put(0, first.getBytes(StandardCharsets.US_ASCII));
    bytes.put(SECTOR_BYTES, second.getBytes(StandardCharsets.US_ASCII));
    return Files.write(folder.resolve(name), bytes.array());
  }

  /** Virtio 1.2, 5.2.6: 0 is VIRTIO_BLK_S_OK, 1 is VIRTIO_BLK_S_IOERR. */
  private static List<String> seen(int sectors, String first, String second) {
    return List.of(
        "%016x".formatted(sectors),
        "%016x".formatted(0),
        littleEndian(first),
        "%016x".formatted(0),
        littleEndian(second),
        "%016x".formatted(0),
        "%016x".formatted(0),
        "1122334455667788",
        "%016x".formatted(1));
  }

  private static String littleEndian(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return "%016x".formatted(Long.reverseBytes(ByteBuffer.wrap(bytes).getLong()));
  }

  private Tool.Result run() throws IOException {
    return IngotProcess.run(
        "run",
        "-q",
        "--kernel=" + guest,
        "--blk=" + small,
        "--blk=" + large,
        "--max-instructions=10000000");
  }

  @Test
  void theGuestReadsTheFilesAndWhatItWritesItself() throws IOException {
    Tool.Result run = run();

    assertThat(run.status()).as(run.stderr()).isZero();
    List<String> expected = new ArrayList<>(seen(3, "Small ds", "written?"));
    expected.addAll(seen(5_000, "Large ds", "old text"));
    assertThat(run.stdout().lines()).containsExactlyElementsOf(expected);
  }

  @Test
  void theFilesStayAsTheyAre() throws IOException {
    byte[] before = Files.readAllBytes(small);
    String first = run().stdout();

    assertThat(small).hasBinaryContent(before);
    assertThat(run().stdout()).isEqualTo(first);
  }

  @Test
  void theGuestSeesTheSameOnQemu() throws IOException {
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it runs the guest of this test as well");
    List<String> command = new ArrayList<>(List.of("-M", "virt", "-cpu", "max", "-m", "512M"));
    command.addAll(List.of("-display", "none", "-monitor", "none", "-serial", "stdio"));
    command.addAll(List.of("-nic", "none", "-semihosting", "-kernel", guest.toString()));
    command.addAll(List.of("-global", "virtio-mmio.force-legacy=false"));
    for (Path disk : List.of(small, large)) {
      String name = disk.getFileName().toString();
      command.addAll(
          List.of("-drive", "if=none,format=raw,snapshot=on,id=%s,file=%s".formatted(name, disk)));
      command.addAll(List.of("-device", "virtio-blk-device,drive=" + name));
    }

    Tool.Result onQemu = qemu.run(command.toArray(String[]::new));

    assertThat(onQemu.status()).as(onQemu.stderr()).isZero();
    assertThat(run().stdout()).isEqualTo(onQemu.stdout());
  }
}
