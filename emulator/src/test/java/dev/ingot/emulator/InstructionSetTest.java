package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import org.junit.jupiter.api.Test;

/** All rows together. */
class InstructionSetTest {
  @Test
  void noTwoRowsContradictEachOther() {
    assertThat(InstructionSet.tableFor(CpuModel.MAX).ambiguities()).isEmpty();
  }

  @Test
  void maxHasExactlyTheFeaturesThatRowsNeed() {
    assertThat(InstructionSet.forms().stream().map(Form::feature).distinct())
        .containsExactlyInAnyOrderElementsOf(CpuModel.MAX.features());
  }
}
