package dev.ingot.emulator.cpu;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.fp.FpForms;
import dev.ingot.emulator.memory.PhysicalMemory;
import dev.ingot.emulator.memory.RamPage;
import dev.ingot.emulator.mmu.TranslationRegime;
import dev.ingot.emulator.translator.BytecodeTranslator;
import dev.ingot.emulator.translator.KeptTranslations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A CPU with RAM and translation tables, and a program of instruction words. */
final class CpuFixture {
  static final long RAM = 0x4000_0000L;
  static final long RAM_BYTES = 64L << 20;

  /** Where the program stands, at EL1 with the MMU off, and at EL0 and EL1 when mapped there. */
  static final long CODE = RAM + 0x10_0000;

  static final long DATA = RAM + 0x20_0000;
  static final long VECTORS = RAM + 0x30_0000;
  static final long TABLES = RAM + 0x100_0000;

  /** T0SZ = T1SZ = 16, TG1 = 4 KiB, IPS = 48 bits. */
  static final long TCR = 16 | 16L << 16 | 2L << 30 | 5L << 32;

  /** Attribute 0 Normal write-back, attribute 1 Device-nGnRE. */
  static final long MAIR = 0x04ff;

  final PhysicalMemory physical = new PhysicalMemory(RAM, RAM_BYTES);
  final PageTables tables = new PageTables(physical, TABLES);
  final Cpu cpu;
  final Interpreter interpreter;

  CpuFixture() {
    this(CpuModel.MAX);
  }

  CpuFixture(CpuModel model) {
    this(model, CpuEnvironment.alone());
  }

  CpuFixture(CpuModel model, CpuEnvironment environment) {
    this(
        model,
        environment,
        cpu -> new Interpreter(cpu, new InstructionTable(BaseForms.all(), model.features())));
  }

  CpuFixture(CpuModel model, CpuEnvironment environment, Function<Cpu, Interpreter> interpreterOf) {
    cpu = new Cpu(model, physical, environment);
    interpreter = interpreterOf.apply(cpu);
    cpu.enter(CODE, 0);
    cpu.systemRegisters().vbar = VECTORS;
  }

  /**
   * A CPU that translates whatever it reaches a second time, floating point included.
   *
   * @param fastFloat whether translated code leaves the cumulative flags of FPSR alone
   */
  static CpuFixture translating(boolean fastFloat) {
    InstructionTable table = allInstructions();
    return translating(table, new BytecodeTranslator(table, fastFloat), 1);
  }

  /** A CPU that translates what it reaches so often, or earlier what is kept, and adds to that. */
  static CpuFixture keeping(KeptTranslations kept, int threshold) {
    InstructionTable table = allInstructions();
    return translating(table, new BytecodeTranslator(table, true, Optional.of(kept)), threshold);
  }

  private static CpuFixture translating(
      InstructionTable table, BytecodeTranslator translator, int threshold) {
    return new CpuFixture(
        CpuModel.MAX,
        CpuEnvironment.alone(),
        cpu -> new Interpreter(cpu, table, translator, TranslationPolicy.atOnce(threshold)));
  }

  /** A CPU that only interprets, floating point included. */
  static CpuFixture interpreting() {
    return new CpuFixture(
        CpuModel.MAX, CpuEnvironment.alone(), cpu -> new Interpreter(cpu, allInstructions()));
  }

  private static InstructionTable allInstructions() {
    List<Form> forms = new ArrayList<>(BaseForms.all());
    forms.addAll(FpForms.all());
    return new InstructionTable(forms, CpuModel.MAX.features());
  }

  /** Puts words at a physical address. */
  CpuFixture words(long pa, int... words) {
    for (int i = 0; i < words.length; i++) {
      long at = pa + 4L * i;
      RamPage page = physical.page(at);
      physical.written(page);
      page.write((int) at & RamPage.BYTES - 1, 4, words[i]);
    }
    return this;
  }

  /** Puts the program at {@link #CODE}. */
  CpuFixture program(int... words) {
    return words(CODE, words);
  }

  /** Turns translation on; code and data pages are to be mapped in {@link #tables}. */
  CpuFixture translationOn() {
    cpu.regime.mair = MAIR;
    cpu.regime.tcr = TCR;
    cpu.regime.ttbr0 = tables.root();
    cpu.regime.sctlr |= TranslationRegime.SCTLR_M;
    cpu.memory.invalidateAll();
    return this;
  }

  /** Identity mapping for code and data of EL1, and translation on. */
  CpuFixture identityMapped() {
    tables.mapBlock(RAM, 1, RAM, PageTables.KERNEL);
    return translationOn();
  }

  /** Moves to EL0. */
  CpuFixture atEl0() {
    cpu.saveStackPointer();
    cpu.state.level = 0;
    cpu.state.ownStack = false;
    cpu.state.daif = 0;
    cpu.restoreStackPointer();
    return this;
  }

  CpuFixture startAt(long va) {
    cpu.pc = va;
    return this;
  }

  /** Runs that many instructions, exceptions taken on the way included. */
  CpuFixture run(int instructions) {
    long left = instructions;
    while (left > 0) {
      left -= interpreter.run(left);
    }
    return this;
  }

  long exceptionClass() {
    return cpu.systemRegisters().esr >>> 26;
  }

  long iss() {
    return cpu.systemRegisters().esr & 0x1ff_ffff;
  }

  long far() {
    return cpu.systemRegisters().far;
  }

  long elr() {
    return cpu.systemRegisters().elr;
  }

  long spsr() {
    return cpu.systemRegisters().spsr;
  }
}
