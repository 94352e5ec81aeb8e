package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import dev.ingot.patcher.BssPlacement.KeepBss;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.BssPlacement.MoveBssBy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that a C linker put together, with C code in them or not. */
@Tag("slow")
class CProgramsTest {
  private static final String STATIC = "-ldflags=-linkmode=external -extldflags=-static";
  static final String WITH_RECORDS =
      "-ldflags=-linkmode=external \"-extldflags=-static -Wl,--emit-relocs\"";
  private static final PatchOptions COUNT_ONLY = new PatchOptions(new KeepBss(), BarrierStub.COUNT);
  private static final Map<String, String> FREQUENT_COLLECTIONS = Map.of("GOGC", "5");

  @TempDir private Path folder;

  /** A release for each way that the runtime's data is laid out. */
  static List<String> releases() {
    return GoBuilds.releases().stream().filter(List.of("1.19", "1.24", "1.27")::contains).toList();
  }

  private static Refusal refusalOf(Path program) {
    return catchThrowableOfType(
            RefusedException.class, () -> Patched.plan(program, PatchOptions.forBoot()))
        .refusal();
  }

  private static void requireSameRun(Path original, Path patched) {
    Tool.Result expected = Patched.run(original, Map.of());
    assertThat(expected.exit()).isZero();
    assertThat(Patched.run(patched, FREQUENT_COLLECTIONS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void withRelocationRecordsTheDataOfGoAndCMoves(String release) {
    Path program = GoBuilds.buildWithC(release, "cgo", WITH_RECORDS);

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    assertThat(patched.plan().bssMove().delta()).isPositive();
    requireSameRun(program, patched.file());
  }

  @Test
  void withRelocationRecordsBothHalvesOfAnAddressMove() {
    Path program = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo", WITH_RECORDS);

    Patched patched = Patched.write(program, Patched.moveOnly(new MoveBssBy(0x1000_0460)), folder);

    assertThat(patched.plan().edits()).extracting(Edit::kind).contains(EditKind.PAGE_OFFSET);
    requireSameRun(program, patched.file());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aMoveByZeroGivesTheIdenticalFileAndUndoTheOriginal(String release) {
    Path program = GoBuilds.buildWithC(release, "cgo", WITH_RECORDS);

    PatchPlan plan = Patched.plan(program, PatchOptions.forBoot());

    assertThat(Patched.plan(program, Patched.moveOnly(new MoveBssBy(0))).emit())
        .isEqualTo(Patched.bytesOf(program));
    assertThat(PatchedBytes.undo(plan.emit(), plan.edits())).isEqualTo(Patched.bytesOf(program));
  }

  @Test
  void readelfHasNoComplaint() {
    Path program = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo", WITH_RECORDS);

    Tool.Result result =
        Tool.run(
            "aarch64-linux-gnu-readelf",
            "-aW",
            Patched.write(program, PatchOptions.forBoot(), folder).file().toString());

    assertThat(result.errors()).isEmpty();
  }

  @Test
  void theBuildIdIsStillFound() {
    Path program = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo", STATIC);
    Patched patched = Patched.write(program, COUNT_ONLY, folder);

    assertThat(buildId(patched.file())).isEqualTo(buildId(program)).contains("/");
  }

  private static String buildId(Path program) {
    return Tool.runSuccessfully(
            Map.of(),
            List.of(
                GoBuilds.goCommand(GoBuilds.USUAL_RELEASE), "tool", "buildid", program.toString()))
        .output();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void withoutRelocationRecordsOnlyCallsAreRedirected(String release) {
    Path program = GoBuilds.buildWithC(release, "cgo", STATIC);

    Patched patched = Patched.write(program, COUNT_ONLY, folder);

    assertThat(patched.plan().sites()).hasSizeGreaterThan(500);
    requireSameRun(program, patched.file());
  }

  @Test
  void withoutRelocationRecordsAMoveIsRefused() {
    Refusal refusal = refusalOf(GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo", STATIC));

    assertThat(refusal.allowed()).startsWith("Go code only");
    assertThat(refusal.remedy())
        .contains("CGO_ENABLED=0")
        .contains("--emit-relocs")
        .contains("--no-move-bss");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aDynamicallyLinkedProgramIsReportedAndRedirected(String release) {
    Path program = GoBuilds.buildWithC(release, "cgo");

    Patched patched = Patched.write(program, COUNT_ONLY, folder);

    assertThat(Reports.text(patched.plan()))
        .contains("redirected: " + patched.plan().sites().size());
    Tool.Result expected = runDynamic(program);
    assertThat(expected.output()).isEqualTo("45 b 1000 999\n");
    assertThat(runDynamic(patched.file())).isEqualTo(expected);
  }

  @Test
  void aPositionIndependentProgramWithCIsRedirected() {
    Path program = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo", "-buildmode=pie");

    Patched patched = Patched.write(program, COUNT_ONLY, folder);

    assertThat(runDynamic(patched.file())).isEqualTo(runDynamic(program));
  }

  private static Tool.Result runDynamic(Path program) {
    List<String> command = new ArrayList<>(List.of("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"));
    command.add(program.toString());
    return Tool.run(FREQUENT_COLLECTIONS, command);
  }

  @Test
  void aDynamicallyLinkedProgramsDataDoesNotMove() {
    Refusal refusal = refusalOf(GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo"));

    assertThat(refusal.found()).isEqualTo("PT_INTERP");
    assertThat(refusal.remedy()).contains("--no-move-bss");
  }

  @Test
  void movedDataIsWhereTheRecordsSayAndNotAboveTheOldPlace() {
    Path program = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo", WITH_RECORDS);
    PatchPlan plan = Patched.plan(program, new PatchOptions(new MoveBssAbove(), BarrierStub.KEEP));
    BssMove move = plan.bssMove();

    assertThat(plan.segments())
        .filteredOn(s -> s.isLoad())
        .noneMatch(
            s ->
                s.virtualAddress() < move.oldAddress() + move.size()
                    && s.endAddress() > move.oldAddress());
  }
}
