package dev.ingot.asm.frontend;

import dev.ingot.asm.object.Evaluator;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.object.Fixup;
import dev.ingot.asm.object.Section;
import dev.ingot.asm.source.Location;

/** Puts numbers into the current section, now or when they are known. */
final class DataEmitter {
  private final UnitState unit;

  DataEmitter(UnitState unit) {
    this.unit = unit;
  }

  /** Appends a number of {@code size} bytes (1, 2, 4, 8 or 16). */
  void emit(Expression value, int size, Location location) {
    Section section = unit.sections.current();
    if (Evaluator.isConstant(value)) {
      long number = Evaluator.constant(value);
      warnWhenCut(number, size, location);
      section.emit(number, Math.min(size, Long.BYTES), location);
      if (size > Long.BYTES) {
        boolean signed = value instanceof Expression.Constant(long n, boolean sign) && sign;
        section.emit(signed ? number >> 63 : 0, size - Long.BYTES, location);
      }
      return;
    }
    unit.fixups.add(new Fixup.Data(section.here(location), location, size, value));
    section.emit(0, size, location);
  }

  private void warnWhenCut(long number, int size, Location location) {
    if (size >= Long.BYTES) {
      return;
    }
    int bits = 8 * size;
    if (number < -(1L << (bits - 1)) || number >= 1L << bits) {
      unit.diagnostics.warning(
          location,
          "value 0x"
              + Long.toHexString(number)
              + " is cut to 0x"
              + Long.toHexString(number & ((1L << bits) - 1))
              + " ("
              + size
              + " bytes)");
    }
  }
}
