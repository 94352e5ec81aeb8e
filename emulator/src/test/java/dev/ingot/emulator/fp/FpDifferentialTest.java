package dev.ingot.emulator.fp;

import dev.ingot.emulator.oracle.FormsAgainstQemu;

/** Every form of this package against QEMU. */
class FpDifferentialTest extends FormsAgainstQemu {
  FpDifferentialTest() {
    super(FpForms.all(), 40);
  }
}
