package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.SourceLocation;
import dev.ingot.emulator.Symbolizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NucleusLinesTest {
  private static final Symbolizer ONE_SYMBOL =
      address ->
          address == 0xffff_ff80_0000_1234L
              ? Optional.of(new SourceLocation("nucleus $start", 4, "", 0))
              : Optional.empty();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final NucleusLines lines = new NucleusLines(out, ONE_SYMBOL);

  private String after(String... pieces) throws IOException {
    for (String piece : pieces) {
      lines.write(piece.getBytes(StandardCharsets.ISO_8859_1));
      lines.flush();
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void anAddressInALineOfTheNucleusGetsItsName() throws IOException {
    assertThat(after("[nucleus] stack: 0xffffff8000001234 0x0000000000000001\n"))
        .isEqualTo("[nucleus] stack: 0xffffff8000001234 <nucleus $start+0x4> 0x0000000000000001\n");
  }

  @Test
  void aLineThatComesInPiecesIsOneLine() throws IOException {
    assertThat(after("x\n[nucleus] pc 0xffffff80", "00001234\ny"))
        .isEqualTo("x\n[nucleus] pc 0xffffff8000001234 <nucleus $start+0x4>\ny");
  }

  @Test
  void theProgramsBytesPassUntouchedAndAtOnce() throws IOException {
    String bytes = "0xffffff8000001234 \0\u00ff[nucleus] 0xffffff8000001234\n[nuc\n\n[";
    assertThat(after(bytes)).isEqualTo(bytes);
  }
}
