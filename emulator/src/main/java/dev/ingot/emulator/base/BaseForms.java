package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Form;
import java.util.ArrayList;
import java.util.List;

/** The integer, branch, memory and system instructions of A64. */
public final class BaseForms {
  private BaseForms() {}

  /** All rows, in no particular order. */
  public static List<Form> all() {
    List<Form> forms = new ArrayList<>();
    DataProcessingImmediate.addTo(forms);
    DataProcessingRegister.addTo(forms);
    Arithmetic.addTo(forms);
    Branch.addTo(forms);
    LoadStore.addTo(forms);
    Exclusive.addTo(forms);
    Atomic.addTo(forms);
    SystemInstruction.addTo(forms);
    return forms;
  }
}
