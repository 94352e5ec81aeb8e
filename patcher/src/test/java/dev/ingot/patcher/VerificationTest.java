package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.testing.GoBuilds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A patched file passes when it is the original with the recorded edits, and only then. */
class VerificationTest {
  private final Path hello = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");
  private final ElfImage original = ElfImage.read(hello);
  private final PatchPlan plan = Patched.plan(hello, PatchOptions.forBoot());
  private final PatchRecord record = Patched.recordOf(plan);
  private final byte[] patched = plan.emit();

  @ParameterizedTest
  @MethodSource("dev.ingot.patcher.PatchLawsTest#programs")
  void aPatchedFilePasses(Path program) {
    PatchPlan made = Patched.plan(program, PatchOptions.forBoot());

    Verification verification =
        Verification.of(Patched.recordOf(made), ElfImage.read(program), made.emit());

    assertThat(verification.first()).isEmpty();
    assertThat(verification.isPassed()).isTrue();
    assertThat(verification.edits()).isEqualTo(made.edits().size());
  }

  @ParameterizedTest
  @MethodSource("dev.ingot.patcher.PatchLawsTest#programs")
  void theManifestAloneGivesTheOriginalBack(Path program) {
    PatchPlan made = Patched.plan(program, PatchOptions.forBoot());

    byte[] restored = Patched.recordOf(made).restore(made.emit(), "patched");

    assertThat(Arrays.equals(restored, Patched.bytesOf(program))).isTrue();
  }

  @Test
  void anUnrecordedByteIsNamedByOffsetAndAddress() {
    long address = plan.program().functionNamed("main.main").orElseThrow().entry();
    int offset = original.memory().offsetOf(address, 4);
    patched[offset + 2] ^= 1;

    Verification verification = Verification.of(record, original, patched);

    assertThat(verification.discrepancies()).isEqualTo(2);
    assertThat(verification.first().get(0).where()).isEqualTo("patched file");
    Discrepancy change = verification.first().get(1);
    assertThat(change.where()).contains("unrecorded");
    assertThat(change.fileOffset()).isEqualTo(OptionalLong.of(offset));
    assertThat(change.address()).isEqualTo(OptionalLong.of(address));
    assertThat(change.expected()).isNotEqualTo(change.found()).matches("(?:[0-9a-f]{2} ?){4}");
  }

  @Test
  void aRecordedEditThatIsNotThereIsNamed() {
    CallSite site = plan.sites().getFirst();
    byte[] before = Patched.bytesOf(hello);
    System.arraycopy(before, (int) site.fileOffset(), patched, (int) site.fileOffset(), 4);

    Verification verification = Verification.of(record, original, patched);

    assertThat(verification.first().get(1).where())
        .isEqualTo("patched file, barrier-call " + site.variant());
  }

  @Test
  void anotherOriginalFails() {
    byte[] other = Patched.bytesOf(hello);
    int offset = (int) plan.sites().getFirst().fileOffset();
    other[offset] ^= 1;

    Verification verification = Verification.of(record, ElfImage.of(other, "other"), patched);

    assertThat(verification.first())
        .extracting(Discrepancy::where)
        .containsExactly("original", "original, barrier-call " + plan.sites().getFirst().variant());
  }

  @Test
  void anUnpatchedFileHasADiscrepancyForEachEditButOnlyTheFirstAreNamed() {
    Verification verification = Verification.of(record, original, Patched.bytesOf(hello));

    assertThat(verification.discrepancies()).isEqualTo(plan.edits().size() + 1L);
    assertThat(verification.first()).hasSize(Verification.MOST_NAMED);
  }

  @Test
  void aFileThatEndsEarlyIsNotRead() {
    Verification verification = Verification.of(record, original, new byte[3]);

    assertThat(verification.first().get(1).found()).isEqualTo("00 00 00");
    assertThat(verification.isPassed()).isFalse();
  }
}
