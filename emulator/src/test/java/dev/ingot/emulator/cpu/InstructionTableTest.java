package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.base.BaseForms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of the base instruction set, and how a word finds its row. */
class InstructionTableTest {
  private static final Executor NOTHING = (cpu, op) -> {};

  private static Form form(String name, String pattern, Feature feature) {
    return new Form(name, pattern, "", feature, NOTHING);
  }

  @Test
  void everyPatternHas32Bits() {
    assertThat(BaseForms.all()).allSatisfy(form -> assertThat(form.pattern()).matches("[01x]{32}"));
  }

  @Test
  void noTwoBaseRowsContradictEachOther() {
    assertThat(new InstructionTable(BaseForms.all(), CpuModel.MAX.features()).ambiguities())
        .isEmpty();
  }

  @Test
  void theRowWithMoreFixedBitsWins() {
    InstructionTable table =
        new InstructionTable(
            List.of(
                form("general", "1111xxxx xxxxxxxx xxxxxxxx xxxxxxxx", Feature.BASE),
                form("special", "11110000 xxxxxxxx xxxxxxxx xxxxxxxx", Feature.BASE)),
            CpuModel.MAX.features());
    assertThat(table.find(0xf012_3456).name()).isEqualTo("special");
    assertThat(table.find(0xf112_3456).name()).isEqualTo("general");
  }

  @Test
  void rowsThatOverlapWithoutBeingNestedAreNamed() {
    InstructionTable table =
        new InstructionTable(
            List.of(
                form("a", "1xxxxxxx xxxxxxxx xxxxxxxx xxxxxxxx", Feature.BASE),
                form("b", "xxxxxxxx xxxxxxxx xxxxxxxx xxxxxxx1", Feature.BASE)),
            CpuModel.MAX.features());
    assertThat(table.ambiguities()).containsExactly("b / a");
  }

  @Test
  void aWordWithoutARowIsNotDecoded() {
    InstructionTable table = new InstructionTable(List.of(), CpuModel.MAX.features());
    assertThat(table.decode(0x9100_0400)).isNull();
  }
}
