package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.patcher.BssPlacement.MoveBssBy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatchLawsTest {
  static Stream<Path> programs() {
    return GoBuilds.releases().stream()
        .flatMap(
            release ->
                Stream.of(
                    GoBuilds.build(release, "hello"),
                    GoBuilds.build(release, "web", GoBuilds.STRIP)));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aMoveByZeroGivesTheIdenticalFile(Path program) {
    PatchPlan plan = Patched.plan(program, Patched.moveOnly(new MoveBssBy(0)));

    assertThat(plan.edits()).isEmpty();
    assertThat(Arrays.equals(plan.emit(), Patched.bytesOf(program))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyDifferingByteBelongsToExactlyOneEdit(Path program) {
    PatchPlan plan = Patched.plan(program, PatchOptions.forBoot());
    byte[] before = Patched.bytesOf(program);
    byte[] after = plan.emit();
    byte[] covered = new byte[after.length];
    for (Edit edit : plan.edits()) {
      for (long at = edit.fileOffset(); at < edit.endOffset(); at++) {
        covered[(int) at]++;
      }
    }

    for (int i = 0; i < after.length; i++) {
      boolean differs = i >= before.length || before[i] != after[i];
      if (covered[i] > 1 || differs && covered[i] != 1) {
        assertThat(covered[i]).as("edits of file offset 0x%x", i).isEqualTo((byte) 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void takingTheEditsBackGivesTheOriginal(Path program) {
    PatchPlan plan = Patched.plan(program, PatchOptions.forBoot());

    byte[] undone = PatchedBytes.undo(plan.emit(), plan.edits());

    assertThat(Arrays.equals(undone, Patched.bytesOf(program))).isTrue();
  }

  @Test
  void theSameInputGivesTheSameOutput() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");
    PatchPlan first = Patched.plan(program, PatchOptions.forBoot());
    PatchPlan second = Patched.plan(program, PatchOptions.forBoot());

    assertThat(Arrays.equals(first.emit(), second.emit())).isTrue();
    assertThat(Manifest.of(first).toJson()).isEqualTo(Manifest.of(second).toJson());
    assertThat(Reports.json(first)).isEqualTo(Reports.json(second));
  }

  @Test
  void editsAreInTheOrderOfTheFile() {
    List<Edit> edits =
        Patched.plan(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"), PatchOptions.forBoot())
            .edits();

    assertThat(edits).extracting(Edit::fileOffset).isSorted();
  }
}
