package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import java.util.ArrayList;
import java.util.List;

/** Collects the forms of this package and spells out their patterns. */
final class FormList {
  private final List<Form> forms = new ArrayList<>(512);

  /**
   * Adds a form. Its place in the manual is the mnemonic's page in chapter C7.2 of the Arm ARM:
   * section numbers below that differ from issue to issue.
   */
  void add(String name, String pattern, Feature feature, Executor executor) {
    int end = name.indexOf(' ');
    String mnemonic = end < 0 ? name : name.substring(0, end);
    forms.add(new Form(name, pattern, "C7.2 " + mnemonic, feature, executor));
  }

  List<Form> toList() {
    return List.copyOf(forms);
  }

  /** The low {@code width} bits of {@code value} as pattern characters. */
  static String bits(int value, int width) {
    char[] digits = new char[width];
    for (int i = 0; i < width; i++) {
      digits[i] = (char) ('0' + (value >>> (width - 1 - i) & 1));
    }
    return new String(digits);
  }
}
