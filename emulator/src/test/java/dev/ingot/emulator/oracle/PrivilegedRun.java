package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Compares words at EL0 and EL1 on QEMU and on ours, and makes mismatches small. */
public final class PrivilegedRun {
  private static final int SHRUNK = 12;
  private static final long WRITE_NOT_READ = 1 << 6;

  /** SPSR_EL1 without BTYPE, SSBS, UAO and TCO, which QEMU's max has and ours has not. */
  private static final long SPSR_KNOWN = ~(3 << 10 | 1 << 12 | 1 << 23 | 1 << 25);

  /** FPEN; QEMU 7.2 keeps what is RES0 as well, here and in CONTEXTIDR_EL1. */
  private static final long CPACR_KNOWN = 3 << 20;

  private static final long CONTEXTIDR_KNOWN = 0xffff_ffffL;

  private static final int UNKNOWN = 0;
  private static final int WAIT_TRAP = 1;
  private static final int SYSTEM_REGISTER_TRAP = 0x18;
  private static final int DATA_ABORT_LOWER_EL = 0x24;
  private static final int DATA_ABORT_SAME_EL = 0x25;

  private final CpuModel model;
  private final List<Form> all;
  private final InstructionTable table;
  private final PrivilegedImage image;

  /**
   * A run on both machines with a CPU of that model.
   *
   * @param all every form of the machine
   * @param directory scratch files go here
   */
  public PrivilegedRun(CpuModel model, List<Form> all, Path directory)
      throws IOException, InterruptedException {
    this.model = model;
    this.all = all;
    this.table = new InstructionTable(all, model.features());
    this.image = new PrivilegedImage(directory, model);
  }

  /** Compares {@code count} random words. */
  public List<String> words(int count, long seed) throws IOException, InterruptedException {
    PrivilegedCaseMaker maker = new PrivilegedCaseMaker(new SplittableRandom(seed), model, all);
    List<Mismatch> found = new ArrayList<>();
    for (int done = 0; done < count; done += PrivilegedState.MAX_CASES) {
      int some = Math.min(PrivilegedState.MAX_CASES, count - done);
      found.addAll(differences(maker.make(some)));
    }
    List<String> shown = new ArrayList<>();
    for (Mismatch each : found.subList(0, Math.min(SHRUNK, found.size()))) {
      shown.add(describe(shrink(each)));
    }
    if (found.size() > SHRUNK) {
      shown.add("and %d more".formatted(found.size() - SHRUNK));
    }
    return shown;
  }

  /** Compares cases that were kept, one a line. */
  public List<String> kept(String lines) throws IOException, InterruptedException {
    return differences(PrivilegedCase.parse(lines)).stream().map(this::describe).toList();
  }

  private List<Mismatch> differences(List<PrivilegedCase> cases)
      throws IOException, InterruptedException {
    List<PrivilegedState> expected = image.onQemu(cases);
    List<PrivilegedState> actual = image.onOurs(cases);
    List<Mismatch> result = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      PrivilegedCase each = cases.get(i);
      String difference =
          actual.get(i).differenceTo(promised(each, expected.get(i), actual.get(i)));
      if (!difference.isEmpty()) {
        result.add(new Mismatch(each, difference));
      }
    }
    return result;
  }

  /**
   * What we promise, given what QEMU does. A data abort leaves every register as it was; QEMU,
   * which the architecture allows, may have loaded some, and both may have stored some bytes.
   */
  private PrivilegedState promised(
      PrivilegedCase of, PrivilegedState onQemu, PrivilegedState onOurs) {
    if (onOurs.esr != onQemu.esr && isLaxOf(of.word(), onOurs.exceptionClass())) {
      return onOurs;
    }
    onQemu.cpacr &= CPACR_KNOWN;
    onQemu.system[PrivilegedState.CONTEXTIDR] &= CONTEXTIDR_KNOWN;
    int exception = onQemu.exceptionClass();
    if (exception == DATA_ABORT_LOWER_EL || exception == DATA_ABORT_SAME_EL) {
      System.arraycopy(of.before().x, 0, onQemu.x, 0, onQemu.x.length);
      System.arraycopy(onOurs.window, 0, onQemu.window, 0, onQemu.window.length);
    }
    onQemu.spsr &= SPSR_KNOWN;
    if (PrivilegedWords.masksInterrupts(of.word()) && exception == SYSTEM_REGISTER_TRAP) {
      onQemu.esr = onOurs.esr;
    }
    Form form = table.find(of.word());
    if (form != null && form.feature() == Feature.LSE) {
      onQemu.esr = onQemu.esr & ~WRITE_NOT_READ | onOurs.esr & WRITE_NOT_READ;
    }
    if (PrivilegedWords.readsOther(of.word())) {
      boolean trapOrUndefined = exception == SYSTEM_REGISTER_TRAP || exception == UNKNOWN;
      if (model == CpuModel.MAX && trapOrUndefined) {
        onQemu.esr = onOurs.esr;
      }
      int target = WordGenerator.field(of.word(), 0);
      if (target != CpuState.SP) {
        onQemu.x[target] = onOurs.x[target];
      }
    }
    return onQemu;
  }

  /**
   * Whether QEMU 7.2 does nothing where the manual has a fault or a trap: DC by address where
   * nothing is mapped, and WFE at EL0 under SCTLR_EL1.nTWE.
   */
  private static boolean isLaxOf(int word, int here) {
    boolean aborts = here == DATA_ABORT_LOWER_EL || here == DATA_ABORT_SAME_EL;
    return word == PrivilegedWords.WFE && here == WAIT_TRAP
        || aborts && PrivilegedWords.maintainsByAddress(word);
  }

  /**
   * The same word in the first slot with the registers zero that it does not need, if that works.
   */
  private Mismatch shrink(Mismatch mismatch) throws IOException, InterruptedException {
    PrivilegedCase of = mismatch.of();
    List<PrivilegedCase> attempts = new ArrayList<>();
    for (int i = 0; i < of.before().x.length; i++) {
      attempts.add(without(of, Set.of(i)));
    }
    Set<PrivilegedCase> failing = new HashSet<>();
    differences(attempts).forEach(each -> failing.add(each.of()));
    Set<Integer> needless = new HashSet<>();
    for (int i = 0; i < attempts.size(); i++) {
      if (failing.contains(attempts.get(i))) {
        needless.add(i);
      }
    }
    List<Mismatch> still = differences(List.of(without(of, needless)));
    return still.isEmpty() ? mismatch : still.get(0);
  }

  private static PrivilegedCase without(PrivilegedCase of, Set<Integer> registers) {
    PrivilegedState state = of.before().copy();
    registers.forEach(register -> state.x[register] = 0);
    return new PrivilegedCase(of.word(), of.returns(), state);
  }

  private String describe(Mismatch mismatch) {
    Form form = table.find(mismatch.of().word());
    return "%s: %s;%s"
        .formatted(
            form == null ? "no form" : form.name(), mismatch.of().text(), mismatch.difference());
  }

  private record Mismatch(PrivilegedCase of, String difference) {}
}
