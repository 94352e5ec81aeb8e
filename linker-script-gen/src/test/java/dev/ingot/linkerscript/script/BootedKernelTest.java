package dev.ingot.linkerscript.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small kernel, linked with the scripts, on QEMU's virt. */
class BootedKernelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"aarch64-linux-gnu-ld, aarch64linux", "ld.lld, aarch64elf"})
  void aKernelInRamFindsItsDataAndZeros(String linker, String emulation)
      throws IOException, InterruptedException {
    link(linker, emulation, new Layout.InRam());

    assertThat(boot("-kernel", "kernel")).endsWith("data arrived, bss holds 0");
  }

  @ParameterizedTest
  @CsvSource({"aarch64-linux-gnu-ld, aarch64linux", "ld.lld, aarch64elf"})
  void aKernelInFlashFindsItsDataCopiedAndZeros(String linker, String emulation)
      throws IOException, InterruptedException {
    link(linker, emulation, new Layout.InRom());
    Tool.require("aarch64-linux-gnu-objcopy").output(folder, "-O", "binary", "kernel", "flash.bin");

    assertThat(boot("-bios", "flash.bin")).endsWith("data arrived, bss holds 0");
  }

  private void link(String linker, String emulation, Layout layout)
      throws IOException, InterruptedException {
    try (InputStream in = BootedKernelTest.class.getResourceAsStream("/link/hello.s")) {
      Files.write(folder.resolve("hello.s"), in.readAllBytes());
    }
    Tool.require("aarch64-linux-gnu-as").output(folder, "hello.s", "-o", "hello.o");
    Files.writeString(
        folder.resolve("virt.ld"),
        LinkerScript.of(Board.qemuVirt(128L << 20), layout, PartSizes.STANDARD));
    Tool.require(linker)
        .output(folder, "-m", emulation, "-T", "virt.ld", "-o", "kernel", "hello.o");
  }

  private String boot(String option, String image) throws IOException, InterruptedException {
    Tool.require("qemu-system-aarch64");
    return Tool.require("timeout")
        .output(
            folder,
            "30",
            "qemu-system-aarch64",
            "-M",
            "virt",
            "-cpu",
            "cortex-a57",
            "-m",
            "128M",
            "-nic",
            "none",
            "-display",
            "none",
            "-serial",
            "stdio",
            option,
            image);
  }
}
