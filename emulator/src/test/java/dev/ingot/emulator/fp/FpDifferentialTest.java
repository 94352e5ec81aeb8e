package dev.ingot.emulator.fp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.oracle.DifferentialRun;
import dev.ingot.emulator.oracle.QemuOracle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every form of this package against QEMU.
 *
 * <p>System properties: {@code ingot.oracle.seed} chooses other cases, {@code ingot.oracle.cases}
 * how many of them the slow test runs for each form.
 */
class FpDifferentialTest {
  private static final long SEED = Long.getLong("ingot.oracle.seed", 20260101);
  private static final int FEW = 40;
  private static final int MANY = Integer.getInteger("ingot.oracle.cases", 4096);

  @TempDir Path directory;

  @Test
  void everyFormDoesWhatQemuDoes() throws Exception {
    assertThat(mismatches(FEW)).isEmpty();
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
    List<Form> all = new ArrayList<>(FpForms.all());
    all.addAll(BaseForms.all());
    return new DifferentialRun(FpForms.all(), all, SEED).mismatches(casesPerForm, directory);
  }
}
