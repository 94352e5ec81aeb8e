package dev.ingot.emulator.fp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FpFormsTest {
  @Test
  void everyPatternSpellsOutAWord() {
    assertThat(FpForms.all())
        .allSatisfy(form -> assertThat(form.pattern().replace(" ", "")).matches("[01x]{32}"));
  }

  @Test
  void formsOverlapOnlyWhereOneIsASpecialCaseOfTheOther() {
    List<Form> all = new ArrayList<>(FpForms.all());
    all.addAll(BaseForms.all());
    assertThat(new InstructionTable(all, CpuModel.MAX.features()).ambiguities()).isEmpty();
  }

  @Test
  void arithmeticInHalfPrecisionHasNoForm() {
    InstructionTable table = new InstructionTable(FpForms.all(), CpuModel.MAX.features());
    int fadd = 0x1ee02820; // fadd h0, h1, h0
    int fcvtzs = 0x1ef80020; // fcvtzs w0, h1
    int vectorFadd = 0x4e401420; // fadd v0.8h, v1.8h, v0.8h
    assertThat(new Form[] {table.find(fadd), table.find(fcvtzs), table.find(vectorFadd)})
        .containsOnlyNulls();
  }
}
