package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.patcher.BssPlacement.KeepBss;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.Freestanding.EntryJump;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What changes in a kernel that runs without Go's runtime. */
class FreestandingPatchTest {
  private static final long FLASH_END = 0x200_0000;
  private static final long RAM = 0x4020_0000;

  private final Path hello = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");
  private final ElfImage image = ElfImage.read(hello);

  private static PatchOptions options(BarrierStub stub, BssPlacement placement) {
    return new PatchOptions(
        placement,
        stub,
        List.of(),
        Optional.of(
            new Freestanding(
                FLASH_END,
                OptionalLong.of(RAM),
                List.of(new EntryJump("runtime.makeslice", FLASH_END - 4096)),
                List.of("runtime.atomicwb"))));
  }

  private PatchPlan plan(PatchOptions options) {
    return Patcher.plan(GoProgram.of(image), options);
  }

  private Refusal refusalOf(PatchOptions options) {
    return catchThrowableOfType(RefusedException.class, () -> plan(options)).refusal();
  }

  @Test
  void scratchStubsAreRefusedWhereTheRuntimeRuns() {
    assertThat(refusalOf(new PatchOptions(new KeepBss(), BarrierStub.SCRATCH)).found())
        .contains("whose runtime runs");
  }

  @Test
  void countingStubsAreRefusedWhereItDoesNot() {
    assertThat(refusalOf(options(BarrierStub.COUNT, new MoveBssAbove())).found())
        .contains("without Go's runtime");
  }

  @Test
  void allThatTheProgramWritesMovesAndItsInitialValuesStay() {
    PatchPlan plan = plan(options(BarrierStub.SCRATCH, new MoveBssAbove()));
    ElfSegment before =
        image.loadSegments().stream().filter(ElfSegment::isWritable).findFirst().orElseThrow();

    assertThat(plan.segments())
        .filteredOn(s -> s.physicalAddress() == before.virtualAddress())
        .singleElement()
        .satisfies(
            after -> {
              assertThat(after.virtualAddress()).isGreaterThanOrEqualTo(RAM);
              assertThat(after.offset()).isEqualTo(before.offset());
              assertThat(after.fileSize()).isEqualTo(before.fileSize());
            });
  }

  @Test
  void theMovedProgramIsUnderstoodAgain() {
    PatchPlan plan = plan(options(BarrierStub.SCRATCH, new MoveBssAbove()));

    GoProgram moved = GoProgram.of(ElfImage.of(plan.emit(), "moved"));

    assertThat(moved.moduleData().noptrdata() - GoProgram.of(image).moduleData().noptrdata())
        .isEqualTo(plan.bssMove().delta());
  }

  @Test
  void undoingGivesTheKernelBack() {
    PatchPlan plan = plan(options(BarrierStub.SCRATCH, new MoveBssAbove()));

    assertThat(PatchedBytes.undo(plan.emit(), plan.edits())).isEqualTo(Patched.bytesOf(hello));
  }

  @Test
  void servicesAreReplacedAtTheirFirstInstruction() {
    PatchPlan plan = plan(options(BarrierStub.SCRATCH, new KeepBss()));

    assertThat(plan.edits())
        .filteredOn(edit -> edit.kind() == EditKind.FUNCTION_ENTRY)
        .extracting(Edit::symbol)
        .containsExactlyInAnyOrder("runtime.makeslice", "runtime.atomicwb");
  }

  @Test
  void barrierCallsGoToStubsInTheMemoryForCode() {
    PatchPlan plan = plan(options(BarrierStub.SCRATCH, new MoveBssAbove()));

    assertThat(plan.sites())
        .isNotEmpty()
        .allSatisfy(site -> assertThat(site.newTarget()).isBetween(FLASH_END, RAM));
  }
}
