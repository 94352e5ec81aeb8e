package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.InstructionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Runs many words on QEMU and on our executors, each from its own random state, and compares
 * registers, flags, FPSR, memory and how the instruction ended. What differs is made small and can
 * be kept as a {@link KeptCase}.
 */
public final class RandomWordRun {
  /** Mismatches that are made small; more of them say nothing new. */
  private static final int SHRUNK = 20;

  private final CpuModel model;
  private final InstructionTable table;
  private final Predicate<Form> leftOut;
  private final QemuOracle oracle;
  private final TestedCpu subject;

  /**
   * A run on one CPU model.
   *
   * @param all every form of the machine
   * @param leftOut forms where QEMU is known to differ
   * @param directory for scratch files
   */
  public RandomWordRun(CpuModel model, List<Form> all, Predicate<Form> leftOut, Path directory)
      throws IOException, InterruptedException {
    this.model = model;
    this.table = new InstructionTable(all, model.features());
    this.leftOut = leftOut;
    this.oracle = new QemuOracle(directory, model);
    this.subject = new TestedCpu(table, model);
  }

  /** Compares {@code count} words of the groups that the architecture allocates. */
  public List<String> anyWords(int count, long seed) throws IOException, InterruptedException {
    return compare(new WordSource.AnyWord(), count, seed);
  }

  /** Compares {@code count} words of the forms, each form in turn, its fields counting up. */
  public List<String> wordsOf(List<Form> forms, int count, long seed)
      throws IOException, InterruptedException {
    return compare(new WordSource.Forms(forms), count, seed);
  }

  /** Compares cases that were kept. */
  public List<String> kept(List<KeptCase> cases) throws IOException, InterruptedException {
    return differences(cases.stream().map(KeptCase::oracleCase).toList()).stream()
        .map(Mismatch::describe)
        .toList();
  }

  private List<String> compare(WordSource source, int count, long seed)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    CaseMaker maker = new CaseMaker(random, model, table, leftOut);
    List<Mismatch> found = new ArrayList<>();
    for (int done = 0; done < count; done += OracleRecord.MAX_CASES) {
      int some = Math.min(OracleRecord.MAX_CASES, count - done);
      found.addAll(differences(maker.make(source, some)));
    }
    List<String> shown = new ArrayList<>();
    CaseShrinker shrinker = new CaseShrinker(this::differences);
    for (Mismatch each : found.subList(0, Math.min(SHRUNK, found.size()))) {
      shown.add(shrinker.shrink(each).describe());
    }
    if (found.size() > SHRUNK) {
      shown.add("and %d more".formatted(found.size() - SHRUNK));
    }
    return shown;
  }

  private List<Mismatch> differences(List<OracleCase> cases)
      throws IOException, InterruptedException {
    List<CpuState> expected = oracle.run(cases);
    List<CpuState> actual = subject.run(cases);
    List<Mismatch> result = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      OracleCase each = cases.get(i);
      String difference =
          actual.get(i).differenceTo(DifferentialRun.promised(each, expected.get(i)));
      if (!difference.isEmpty()) {
        result.add(new Mismatch(each, difference));
      }
    }
    return result;
  }

  /**
   * A case where QEMU and ours part.
   *
   * @param difference what differs afterwards
   */
  record Mismatch(OracleCase of, String difference) {
    String describe() {
      Form form = of.form();
      return "%s: %s;%s"
          .formatted(form == null ? "no form" : form.name(), KeptCase.text(of), difference);
    }
  }
}
