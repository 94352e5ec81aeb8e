package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/** Atomic memory operations of FEAT_LSE, in all sizes and orderings (Arm ARM C4.1.94.29). */
enum Atomic implements Executor {
  LDADD("LDADD, STADD", "xx111000xx1xxxxx000000xxxxxxxxxx", "C6.2.132"),
  LDCLR("LDCLR, STCLR", "xx111000xx1xxxxx000100xxxxxxxxxx", "C6.2.151"),
  LDEOR("LDEOR, STEOR", "xx111000xx1xxxxx001000xxxxxxxxxx", "C6.2.154"),
  LDSET("LDSET, STSET", "xx111000xx1xxxxx001100xxxxxxxxxx", "C6.2.180"),
  LDSMAX("LDSMAX, STSMAX", "xx111000xx1xxxxx010000xxxxxxxxxx", "C6.2.183"),
  LDSMIN("LDSMIN, STSMIN", "xx111000xx1xxxxx010100xxxxxxxxxx", "C6.2.186"),
  LDUMAX("LDUMAX, STUMAX", "xx111000xx1xxxxx011000xxxxxxxxxx", "C6.2.196"),
  LDUMIN("LDUMIN, STUMIN", "xx111000xx1xxxxx011100xxxxxxxxxx", "C6.2.199"),
  SWP("SWP", "xx111000xx1xxxxx100000xxxxxxxxxx", "C6.2.368");

  private final String title;
  private final String pattern;
  private final String manual;

  Atomic(String title, String pattern, String manual) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
  }

  static void addTo(List<Form> forms) {
    for (Atomic each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, Feature.LSE, each));
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = 1 << (op.word >>> 30);
    int unused = Long.SIZE - (size << 3);
    long va = cpu.base(op.rn);
    // ESR_ELx.WnR is 0 where a read would have failed as well (D24.2.40).
    cpu.requireAligned(va, size, false);
    long old = cpu.load(va, size);
    long operand = cpu.x(op.rm) << unused >>> unused;
    long result =
        switch (this) {
          case LDADD -> old + operand;
          case LDCLR -> old & ~operand;
          case LDEOR -> old ^ operand;
          case LDSET -> old | operand;
          case LDSMAX -> old << unused > operand << unused ? old : operand;
          case LDSMIN -> old << unused < operand << unused ? old : operand;
          case LDUMAX -> Long.compareUnsigned(old, operand) > 0 ? old : operand;
          case LDUMIN -> Long.compareUnsigned(old, operand) < 0 ? old : operand;
          case SWP -> operand;
        };
    cpu.store(va, size, result);
    cpu.x(op.rd, old);
  }
}
