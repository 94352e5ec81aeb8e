package dev.ingot.emulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.fp.FpForms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that run the forms of one part of the instruction set on random operands, under QEMU and
 * here.
 *
 * <p>System properties: {@code ingot.oracle.seed} chooses other cases, {@code ingot.oracle.cases}
 * how many of them the slow test runs for each form.
 */
public abstract class FormsAgainstQemu {
  private static final long SEED = Long.getLong("ingot.oracle.seed", 20260101);
  private static final int MANY = Integer.getInteger("ingot.oracle.cases", 4096);

  private final List<Form> compared;
  private final int few;

  @TempDir Path directory;

  /**
   * @param compared the forms to run
   * @param few cases of each form in the fast test
   */
  protected FormsAgainstQemu(List<Form> compared, int few) {
    this.compared = compared;
    this.few = few;
  }

  @Test
  void everyFormDoesWhatQemuDoes() throws Exception {
    assertThat(mismatches(few)).isEmpty();
  }

  @Test
  @Tag("slow")
  void everyFormDoesWhatQemuDoesInManyCases() throws Exception {
    assertThat(mismatches(MANY)).isEmpty();
  }

  private List<String> mismatches(int casesPerForm) throws Exception {
    assumeTrue(
        QemuOracle.isAvailable(),
        "needs qemu-aarch64, aarch64-linux-gnu-as and aarch64-linux-gnu-ld on the PATH");
    List<Form> all = new ArrayList<>(BaseForms.all());
    all.addAll(FpForms.all());
    return new DifferentialRun(compared, all, SEED).mismatches(casesPerForm, directory);
  }
}
