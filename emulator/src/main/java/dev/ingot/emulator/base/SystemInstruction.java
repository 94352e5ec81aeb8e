package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Flags;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/** Hints, barriers, PSTATE and system registers (Arm ARM C4.1.93.4 to C4.1.93.9). */
enum SystemInstruction implements Executor {
  HINT("HINT", "11010101000000110010xxxxxxx11111", "C6.2.126"),
  CLREX("CLREX", "11010101000000110011xxxx01011111", "C6.2.69"),
  DSB("DSB", "11010101000000110011xxxx10011111", "C6.2.115"),
  DMB("DMB", "11010101000000110011xxxx10111111", "C6.2.113"),
  ISB("ISB", "11010101000000110011xxxx11011111", "C6.2.131"),
  SB("SB", "11010101000000110011000011111111", "C6.2.290", Feature.SB),
  CFINV("CFINV", "11010101000000000100000000011111", "C6.2.56", Feature.FLAGM),
  XAFLAG("XAFLAG", "11010101000000000100000000111111", "C6.2.405", Feature.FLAGM2),
  AXFLAG("AXFLAG", "11010101000000000100000001011111", "C6.2.24", Feature.FLAGM2),
  MSR_SPSEL("MSR SPSel, #imm", "11010101000000000100xxxx10111111", "C6.2.228"),
  MSR_PAN("MSR PAN, #imm", "11010101000000000100xxxx10011111", "C6.2.228", Feature.PAN),
  MSR_DIT("MSR DIT, #imm", "11010101000000110100xxxx01011111", "C6.2.228", Feature.DIT),
  MSR_DAIFSET("MSR DAIFSet, #imm", "11010101000000110100xxxx11011111", "C6.2.228"),
  MSR_DAIFCLR("MSR DAIFClr, #imm", "11010101000000110100xxxx11111111", "C6.2.228"),
  SYS("SYS (IC, DC, AT, TLBI)", "1101010100001xxxxxxxxxxxxxxxxxxx", "C6.2.371"),
  MSR("MSR (register)", "110101010001xxxxxxxxxxxxxxxxxxxx", "C6.2.229"),
  MRS("MRS", "110101010011xxxxxxxxxxxxxxxxxxxx", "C6.2.227");

  private static final int HINT_YIELD = 1;
  private static final int HINT_WFE = 2;
  private static final int HINT_WFI = 3;

  private final String title;
  private final String pattern;
  private final String manual;
  private final Feature feature;

  SystemInstruction(String title, String pattern, String manual) {
    this(title, pattern, manual, Feature.BASE);
  }

  SystemInstruction(String title, String pattern, String manual, Feature feature) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
    this.feature = feature;
  }

  static void addTo(List<Form> forms) {
    for (SystemInstruction each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, each.feature, each));
    }
  }

  /** The immediate of HINT is CRm:op2; that of MSR is CRm. */
  @Override
  public long immediate(int word) {
    return this == HINT ? Fields.bits(word, 5, 7) : Fields.bits(word, 8, 4);
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case HINT -> hint(cpu, op);
      case CLREX -> cpu.clearExclusive();
      case DSB, DMB, SB -> {} // Instructions complete in order.
      case ISB -> cpu.requestAttention();
      case CFINV -> cpu.nzcv(cpu.nzcv() ^ Flags.C);
      case XAFLAG -> fromExternalFlags(cpu);
      case AXFLAG -> toExternalFlags(cpu);
      case MSR_SPSEL -> cpu.systemRegisters().selectStack((op.imm & 1) != 0);
      case MSR_PAN -> cpu.systemRegisters().setPan((op.imm & 1) != 0);
      case MSR_DIT -> cpu.systemRegisters().setDataIndependentTiming((op.imm & 1) != 0);
      case MSR_DAIFSET -> cpu.systemRegisters().mask(op.word, op.imm);
      case MSR_DAIFCLR -> cpu.systemRegisters().unmask(op.word, op.imm);
      case SYS -> cpu.systemInstructions().execute(op.word, cpu.x(op.rd));
      case MSR -> cpu.systemRegisters().write(op.word, cpu.x(op.rd));
      case MRS -> cpu.x(op.rd, cpu.systemRegisters().read(op.word));
    }
  }

  /** SEV, SEVL and the hints of absent features do nothing. */
  private static void hint(Cpu cpu, Op op) {
    switch ((int) op.imm) {
      case HINT_YIELD -> cpu.yieldTurn();
      case HINT_WFE -> cpu.waitForEvent();
      case HINT_WFI -> cpu.waitForInterrupt();
      default -> {}
    }
  }

  private static void fromExternalFlags(Cpu cpu) {
    boolean z = (cpu.nzcv() & Flags.Z) != 0;
    boolean c = (cpu.nzcv() & Flags.C) != 0;
    cpu.nzcv(
        (!c && !z ? Flags.N : 0)
            | (z && c ? Flags.Z : 0)
            | (c || z ? Flags.C : 0)
            | (!c && z ? Flags.V : 0));
  }

  private static void toExternalFlags(Cpu cpu) {
    boolean z = (cpu.nzcv() & Flags.Z) != 0;
    boolean c = (cpu.nzcv() & Flags.C) != 0;
    boolean v = (cpu.nzcv() & Flags.V) != 0;
    cpu.nzcv((z || v ? Flags.Z : 0) | (c && !v ? Flags.C : 0));
  }
}
