package dev.ingot.linkerscript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.linkerscript.MemoryRegion.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blobs that the installed QEMU writes, as large as it writes them. */
class QemuDeviceTreeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"128M, 2", "128M, 3", "1G, 2", "1G, 3", "64G, 2", "64G, 3"})
  void virtReadFromItsBlobHasTheMemoryOfTheBuiltInBoard(String memory, String gic)
      throws IOException, InterruptedException {
    Board board = new BoardSource.Blob(dump(memory, gic), OptionalLong.empty()).board();

    Board builtIn = Board.qemuVirt(bytes(memory));
    assertThat(extents(board, Use.RAM)).isEqualTo(extents(builtIn, Use.RAM));
    assertThat(extents(board, Use.FLASH)).isEqualTo(extents(builtIn, Use.FLASH));
    assertThat(board.imageAddress()).isEqualTo(builtIn.imageAddress());
    assertThat(board.timer()).isEqualTo(builtIn.timer());
    assertThat(board.regions(Use.DEVICE).map(MemoryRegion::name))
        .containsExactly("uart", "gicd", gic.equals("2") ? "gicc" : "gicr");
  }

  /** RAM is a sparse file, so that a small machine can play a large one. */
  private Path dump(String memory, String gic) throws IOException, InterruptedException {
    Path blob = folder.resolve("virt.dtb");
    Tool.require("qemu-system-aarch64")
        .output(
            folder,
            "-M",
            "virt,memory-backend=ram,gic-version=%s,dumpdtb=%s".formatted(gic, blob),
            "-object",
            "memory-backend-file,id=ram,share=on,size=%s,mem-path=%s"
                .formatted(memory, folder.resolve("ram")),
            "-m",
            memory,
            "-cpu",
            "cortex-a57",
            "-nic",
            "none",
            "-display",
            "none");
    return blob;
  }

  private static List<String> extents(Board board, Use use) {
    return board.regions(use).map(r -> "0x%x to 0x%x".formatted(r.start(), r.end())).toList();
  }

  private static long bytes(String memory) {
    long count = Long.parseLong(memory.substring(0, memory.length() - 1));
    return count << (memory.endsWith("G") ? 30 : 20);
  }
}
