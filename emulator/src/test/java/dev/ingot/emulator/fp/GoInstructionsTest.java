package dev.ingot.emulator.fp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Go toolchains emit is decoded as what GNU objdump calls it. */
class GoInstructionsTest {
  private static final InstructionTable TABLE =
      new InstructionTable(FpForms.all(), CpuModel.MAX.features());

  static List<String> instructions() {
    try (InputStream in = GoInstructionsTest.class.getResourceAsStream("go-instructions.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void everyShapeOfInstructionInGoProgramsIsDecoded(String line) {
    int word = Integer.parseUnsignedInt(line.substring(0, 8), 16);
    String mnemonic = line.substring(9).split(" ", 2)[0].toUpperCase(Locale.ROOT);
    Form form = TABLE.find(word);
    assertThat(form).as(line).isNotNull();
    // The 2 of PMULL2 says that Q is set; it is no mnemonic of its own in our table.
    assertThat(form.name().split(" ", 2)[0]).isEqualTo(mnemonic.replace("PMULL2", "PMULL"));
  }
}
