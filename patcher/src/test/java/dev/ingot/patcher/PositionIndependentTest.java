package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import dev.ingot.patcher.BssPlacement.KeepBss;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Position-independent programs are read as loaded; their .bss stays. */
class PositionIndependentTest {
  private static final String PIE = "-buildmode=pie";
  private static final PatchOptions COUNT_ONLY = new PatchOptions(new KeepBss(), BarrierStub.COUNT);

  static List<String> releases() {
    return GoBuilds.releases();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyRelativeRelocationIsSeenAsReadelfPrintsIt(String release) {
    Path program = GoBuilds.build(release, "hello", PIE);
    ImageMemory memory = ElfImage.read(program).memory();

    List<String[]> records =
        Tool.run("aarch64-linux-gnu-readelf", "-rW", program.toString()).lines().stream()
            .filter(line -> line.contains("R_AARCH64_RELATIVE"))
            .map(line -> line.split(" +", -1))
            .toList();

    assertThat(records)
        .hasSizeGreaterThan(1000)
        .allSatisfy(
            record ->
                assertThat(memory.longAt(Long.parseLong(record[0], 16)))
                    .isEqualTo(Long.parseLong(record[3], 16)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theInspectionSeesTheReleaseAndTheFunctions(String release) {
    Path file = GoBuilds.build(release, "hello", PIE);
    GoProgram program = GoProgram.of(ElfImage.read(file));
    String main =
        Tool.run("aarch64-linux-gnu-nm", file.toString()).lines().stream()
            .filter(line -> line.endsWith(" main.main"))
            .findFirst()
            .orElseThrow();

    assertThat(program.functionNamed("main.main").orElseThrow().entry())
        .isEqualTo(Long.parseLong(main.split(" ", -1)[0], 16));
    assertThat(Inspection.of(program).toText()).contains("go" + release);
    assertThat(Inspection.of(program).barrierCalls()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theReportHasItsSitesAndTheFileItsBytes(String release) {
    Path program = GoBuilds.build(release, "hello", PIE);

    assertThat(Patched.plan(program, Patched.UNCHANGED).emit()).isEqualTo(Patched.bytesOf(program));
    PatchPlan plan = Patched.plan(program, COUNT_ONLY);
    assertThat(Reports.text(plan)).contains("redirected: " + plan.sites().size());
    assertThat(PatchedBytes.undo(plan.emit(), plan.edits())).isEqualTo(Patched.bytesOf(program));
  }

  @Test
  void movingBssIsRefused() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello", PIE);

    Refusal refusal =
        catchThrowableOfType(
                RefusedException.class, () -> Patched.plan(program, PatchOptions.forBoot()))
            .refusal();

    assertThat(refusal.allowed()).isEqualTo("a static program");
    assertThat(refusal.remedy()).contains("--no-move-bss");
  }
}
