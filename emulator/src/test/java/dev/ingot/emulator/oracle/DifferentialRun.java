package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs random cases of forms on QEMU and on our executors, from the same state, and tells where
 * they part.
 *
 * <p>A mismatch names the form, the word as {@code .inst} takes it, and the registers. The seed
 * repeats the run.
 */
public final class DifferentialRun {
  private static final int SHOWN_PER_FORM = 3;

  private final List<Form> forms;
  private final InstructionTable table;
  private final long seed;

  /**
   * A run over {@code forms}.
   *
   * @param all every form of the machine: a random word may belong to a more special form than the
   *     one it was made from
   */
  public DifferentialRun(List<Form> forms, List<Form> all, long seed) {
    this.forms = forms;
    this.table = new InstructionTable(all, CpuModel.MAX.features());
    this.seed = seed;
  }

  /**
   * Runs the cases.
   *
   * @param directory for scratch files
   * @return what differs, a few cases a form; empty when nothing does
   */
  public List<String> mismatches(int casesPerForm, Path directory)
      throws IOException, InterruptedException {
    QemuOracle oracle = new QemuOracle(directory, CpuModel.MAX);
    TestedCpu subject = new TestedCpu(table, CpuModel.MAX);
    CaseGenerator generator = new CaseGenerator(seed);
    Map<Form, Integer> failures = new LinkedHashMap<>();
    List<String> shown = new ArrayList<>();
    int casesAtOnce = Math.min(casesPerForm, OracleRecord.MAX_CASES);
    int formsAtOnce = OracleRecord.MAX_CASES / casesAtOnce;
    for (int from = 0; from < forms.size(); from += formsAtOnce) {
      List<Form> some = forms.subList(from, Math.min(forms.size(), from + formsAtOnce));
      for (int done = 0; done < casesPerForm; done += casesAtOnce) {
        compare(generator.generate(some, casesAtOnce, table), oracle, subject, failures, shown);
      }
    }
    failures.forEach(
        (form, count) -> shown.add(count + " mismatches of " + form.name() + " " + form.pattern()));
    return shown;
  }

  private void compare(
      List<OracleCase> cases,
      QemuOracle oracle,
      TestedCpu subject,
      Map<Form, Integer> failures,
      List<String> shown)
      throws IOException, InterruptedException {
    List<CpuState> expected = oracle.run(cases);
    List<CpuState> actual = subject.run(cases);
    for (int i = 0; i < cases.size(); i++) {
      OracleCase each = cases.get(i);
      String difference = actual.get(i).differenceTo(promised(each, expected.get(i)));
      if (!difference.isEmpty() && failures.merge(each.form(), 1, Integer::sum) <= SHOWN_PER_FORM) {
        shown.add(describe(each, difference));
      }
    }
  }

  /**
   * What we promise, given what QEMU does. A fault leaves every register as it was; QEMU, which the
   * architecture allows, may have loaded some of them.
   */
  static CpuState promised(OracleCase each, CpuState onQemu) {
    if (onQemu.outcome != CpuState.Outcome.MEMORY_FAULT) {
      return onQemu;
    }
    CpuState unchanged = each.before().copy();
    unchanged.outcome = onQemu.outcome;
    return unchanged;
  }

  private String describe(OracleCase each, String difference) {
    CpuState before = each.before();
    int word = each.word();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%s: .inst 0x%08x, seed %d:%s; from", each.form().name(), word, seed, difference));
    for (int shift : new int[] {5, 16, 10, 0}) {
      int r = WordGenerator.field(word, shift);
      text.append(
          String.format(
              " v%d=%016x_%016x x%d=%x", r, before.v[2 * r + 1], before.v[2 * r], r, before.x[r]));
    }
    return text.append(
            String.format(" fpcr=%x fpsr=%x nzcv=%x", before.fpcr, before.fpsr, before.nzcv))
        .toString();
  }
}
