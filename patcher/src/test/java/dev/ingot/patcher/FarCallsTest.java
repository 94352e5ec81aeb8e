package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.testing.GoBuilds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that do not reach their stubs, in a small program with much data behind its text. */
class FarCallsTest {
  @TempDir private Path folder;

  private static Path huge(String release, String... flags) {
    return GoBuilds.build(release, "huge", flags);
  }

  private static List<Edit> edits(PatchPlan plan, EditKind kind) {
    return plan.edits().stream().filter(edit -> edit.kind() == kind).toList();
  }

  private static void requireSameRun(Path original, Path patched) {
    assertThat(Patched.run(patched, Map.of("GOGC", "5")))
        .isEqualTo(Patched.run(original, Map.of()));
  }

  @Test
  void callsThatDoNotReachTheStubsGoThroughVeneers() {
    Path program = huge(GoBuilds.USUAL_RELEASE);

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    assertThat(edits(patched.plan(), EditKind.VENEER)).hasSizeGreaterThan(1);
    assertThat(edits(patched.plan(), EditKind.TRAMPOLINE)).isEmpty();
    requireSameRun(program, patched.file());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.19", "1.24", "1.27"})
  void trampolinesOfGosLinkerJumpToTheStubs(String release) {
    Path program = huge(release, "-ldflags=-debugtramp=2");

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);
    List<CallSite> unchanged =
        patched.plan().sites().stream().filter(s -> s.oldWord() == s.newWord()).toList();

    assertThat(edits(patched.plan(), EditKind.TRAMPOLINE)).isNotEmpty();
    assertThat(unchanged).hasSizeGreaterThan(50);
    ImageMemory memory = ElfImage.read(patched.file()).memory();
    for (CallSite site : unchanged) {
      assertThat(site.source()).isPresent();
      assertThat(patched.plan().program().locate(site.newTarget()).orElseThrow().function())
          .contains("gcWriteBarrier", "-tramp");
      assertThat(IntStream.range(0, 3).map(i -> memory.wordAt(site.newTarget() + 4L * i)).boxed())
          .as("the words at VA 0x%x", site.newTarget())
          .containsExactlyElementsOf(Trampoline.words(site.newTarget(), site.destination()));
    }
    requireSameRun(program, patched.file());
  }

  @Test
  void callsThroughTrampolinesCountAsThoseOfTheTwinWithout() {
    PatchPlan far =
        Patched.plan(
            huge(GoBuilds.USUAL_RELEASE, "-ldflags=-debugtramp=2"), PatchOptions.forBoot());
    PatchPlan twin = Patched.plan(huge(GoBuilds.USUAL_RELEASE), PatchOptions.forBoot());

    assertThat(PlanSummary.of(far).sitesByVariant())
        .isEqualTo(PlanSummary.of(twin).sitesByVariant());
  }

  @Test
  void aReportNamesTheJumpAndWhereItLeads() {
    PatchPlan plan =
        Patched.plan(
            huge(GoBuilds.USUAL_RELEASE, "-ldflags=-debugtramp=2"), PatchOptions.forBoot());
    CallSite site =
        plan.sites().stream().filter(s -> s.oldWord() == s.newWord()).findFirst().orElseThrow();

    assertThat(Reports.text(plan)).contains("by a jump at VA 0x%x".formatted(site.newTarget()));
    assertThat(Reports.html(plan)).contains("jumps on to 0x%x".formatted(site.destination()));
    assertThat(Reports.json(plan))
        .contains("\"destination\": \"0x%x\"".formatted(site.destination()));
  }

  @Test
  void aRecordedTrampolineIsVerifiedAndTakenBack() {
    Path program = huge(GoBuilds.USUAL_RELEASE, "-ldflags=-debugtramp=2");
    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);
    byte[] bytes = Patched.bytesOf(patched.file());
    PatchRecord record = Patched.recordOf(patched.plan());

    assertThat(Verification.of(record, ElfImage.read(program), bytes).first()).isEmpty();
    assertThat(record.restore(bytes, "patched")).isEqualTo(Patched.bytesOf(program));
  }
}
