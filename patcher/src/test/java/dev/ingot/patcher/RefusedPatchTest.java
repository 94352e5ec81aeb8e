package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.BssPlacement.MoveBssBy;
import dev.ingot.patcher.BssPlacement.MoveBssTo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What cannot be patched safely is refused with its place. */
class RefusedPatchTest {
  /** {@code PT_GNU_STACK}: has no bytes, so that it can become something else. */
  private static final int GNU_STACK = 0x6474_e551;

  private static final int NOP = 0xd503_201f;

  private final Path hello = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");

  private static Refusal refusalOf(ElfImage image, PatchOptions options) {
    return catchThrowableOfType(
            RefusedException.class, () -> Patcher.plan(GoProgram.of(image), options))
        .refusal();
  }

  private Refusal refusalOf(BssPlacement placement) {
    return refusalOf(ElfImage.read(hello), Patched.moveOnly(placement));
  }

  private static ElfImage changed(byte[] bytes) {
    return ElfImage.of(bytes, "changed");
  }

  @Test
  void aMoveOntoTheCode() {
    assertThat(refusalOf(new MoveBssTo(0x2_00e0)).found()).contains("PT_LOAD at VA 0x10000");
  }

  @Test
  void aMoveIntoThePageOfTheData() {
    assertThat(refusalOf(new MoveBssBy(0x1000)).allowed()).contains("free 64 KiB pages");
  }

  @Test
  void aMoveThatLosesTheAlignment() {
    Refusal refusal = refusalOf(new MoveBssBy(0x1000_0010));

    assertThat(refusal.allowed()).contains("0x20");
    assertThat(refusal.remedy()).contains("instead");
  }

  @Test
  void aMoveOutOfTheReachOfAnAdrp() {
    Refusal refusal = refusalOf(new MoveBssTo(0x2_0000_0000L));

    assertThat(refusal.found()).contains("ADRP");
    assertThat(refusal.remedy()).contains("4 GiB");
  }

  @Test
  void anAdrpOfMovedDataWithoutItsPartner() {
    PatchPlan plan = Patched.plan(hello, Patched.moveOnly(new MoveBssAbove()));
    Edit adrp =
        plan.edits().stream()
            .filter(edit -> edit.kind() == EditKind.PAGE_ADDRESS)
            .findFirst()
            .orElseThrow();
    byte[] bytes = Patched.bytesOf(hello);
    little(bytes).putInt((int) adrp.fileOffset() + 4, NOP);

    Refusal refusal = refusalOf(changed(bytes), Patched.moveOnly(new MoveBssAbove()));

    assertThat(refusal.place()).contains("0x%x".formatted(adrp.address().getAsLong()));
    assertThat(refusal.found()).contains("without ADD or load/store");
  }

  @Test
  void aBarrierRoutineWhoseAddressIsTaken() {
    GoProgram program = GoProgram.of(ElfImage.read(hello));
    ImageMemory memory = program.image().memory();
    long variable = program.moduleData().noptrdata() + 7 & ~7L;
    byte[] bytes = Patched.bytesOf(hello);
    little(bytes)
        .putLong(
            memory.offsetOf(variable, 8),
            program.functionNamed("runtime.gcWriteBarrier2").orElseThrow().entry());

    Refusal refusal =
        refusalOf(changed(bytes), new PatchOptions(new BssPlacement.KeepBss(), BarrierStub.COUNT));

    assertThat(refusal.place()).contains("0x%x".formatted(variable));
    assertThat(refusal.found()).contains("runtime.gcWriteBarrier2");
  }

  @Test
  void aBarrierRoutineThatIsJumpedTo() {
    GoProgram program = GoProgram.of(ElfImage.read(hello));
    CallSite site = Patched.plan(hello, PatchOptions.forBoot()).sites().getFirst();
    byte[] bytes = Patched.bytesOf(hello);
    little(bytes).putInt((int) site.fileOffset(), site.oldWord() & 0x7fff_ffff);

    Refusal refusal = refusalOf(changed(bytes), PatchOptions.forBoot());

    assertThat(refusal.place())
        .contains("0x%x".formatted(site.address()))
        .contains(program.locate(site.address()).orElseThrow().function());
    assertThat(refusal.found()).contains("a jump (B)");
  }

  @Test
  void aRaceBuild() {
    Path race = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "hello", "-race");

    Refusal refusal = refusalOf(ElfImage.read(race), PatchOptions.forBoot());

    assertThat(refusal.place()).isEqualTo("build setting -race");
    assertThat(refusal.remedy()).isEqualTo("build without -race");
  }

  /** {@code strip -s} leaves neither build information's section nor symbols to go by. */
  @Test
  void aRaceBuildWithoutBuildInformation() {
    Path race = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "hello", "-race", "-buildvcs=false");
    byte[] bytes = Patched.bytesOf(race);
    replace(bytes, "build\t-race=true", "build\t-xxxx=xxxx");

    assertThat(refusalOf(changed(bytes), PatchOptions.forBoot()).place())
        .isEqualTo("build setting -race");
  }

  @Test
  void aDynamicProgram() {
    ElfImage image = ElfImage.read(hello);
    int stack =
        image
            .segments()
            .indexOf(
                image.segments().stream()
                    .filter(s -> s.type() == GNU_STACK)
                    .findFirst()
                    .orElseThrow());
    byte[] bytes = Patched.bytesOf(hello);
    little(bytes)
        .putInt(
            (int) image.programHeaderOffset() + stack * ElfLayout.PROGRAM_HEADER_SIZE,
            ElfSegment.DYNAMIC);

    Refusal refusal = refusalOf(changed(bytes), PatchOptions.forBoot());

    assertThat(refusal.found()).isEqualTo("PT_DYNAMIC");
    assertThat(refusal.remedy()).contains("CGO_ENABLED=0");
  }

  @Test
  void codeBehindGosCode() {
    GoProgram program = GoProgram.of(ElfImage.read(hello));
    byte[] bytes = Patched.bytesOf(hello);
    little(bytes).putInt(program.image().memory().offsetOf(program.moduleData().etext(), 4), NOP);

    Refusal refusal = refusalOf(changed(bytes), PatchOptions.forBoot());

    assertThat(refusal.found()).contains("0x%x".formatted(program.moduleData().etext()));
    assertThat(refusal.remedy()).contains("CGO_ENABLED=0");
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void replace(byte[] bytes, String old, String replacement) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] content = replacement.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(content).hasSize(old.length());
    for (int at = all.indexOf(old); at >= 0; at = all.indexOf(old, at + 1)) {
      System.arraycopy(content, 0, bytes, at, content.length);
    }
  }
}
