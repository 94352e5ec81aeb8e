package dev.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.linkerscript.Board;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImagedProgramTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");

  @Test
  void theFunctionsOfAnImagedProgramAreThoseOfItsElf() throws IOException {
    ElfImage elf = ElfImage.read(HELLO);
    byte[] image =
        ImageBuilder.build(
                new ImageSpec(
                    elf, List.of("hello"), List.of(), Optional.empty(), Board.qemuVirt(64 << 20)),
                nucleus())
            .bytes();

    GoProgram imaged = ImagedProgram.in(image).orElseThrow();

    GoProgram original = GoProgram.of(elf);
    assertThat(imaged.pclntab().functions()).isEqualTo(original.pclntab().functions());
    GoFunction main = original.functionNamed("main.main").orElseThrow();
    assertThat(imaged.locate(main.entry())).isEqualTo(original.locate(main.entry()));
  }

  @Test
  void anImageWithADamagedRecordTableHasNoProgram() {
    byte[] image = nucleus();
    ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(0x4c, 5).putLong(0x50, 1 << 30);

    assertThat(ImagedProgram.in(image)).isEmpty();
  }

  /** A nucleus in nothing but its header (docs/contracts.md, section 2). */
  private static byte[] nucleus() {
    ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0x38, "ARMd".getBytes(StandardCharsets.US_ASCII));
    out.put(0x40, "INGOTIMG".getBytes(StandardCharsets.US_ASCII));
    out.putInt(0x48, 1).putLong(0x58, 4096).putLong(0x60, 4096);
    return out.array();
  }
}
