package dev.ingot.emulator;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.fp.FpForms;
import java.util.ArrayList;
import java.util.List;

/** Every instruction the machine knows. */
final class InstructionSet {
  private InstructionSet() {}

  static InstructionTable tableFor(CpuModel model) {
    return new InstructionTable(forms(), model.features());
  }

  static List<Form> forms() {
    List<Form> forms = new ArrayList<>(BaseForms.all());
    forms.addAll(FpForms.all());
    return forms;
  }
}
