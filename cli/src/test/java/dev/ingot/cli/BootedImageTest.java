package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.Outcome.UnknownInstruction;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.Patcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The prebuilt programs on the reference machine: what needs neither Go nor QEMU. */
class BootedImageTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");
  private static final Path PANIC = Path.of("../testdata/prebuilt/panic-go1.23");

  /** Arm ARM C4.1.31: a word of the SVE encodings, which the machine does not have. */
  private static final int SVE_WORD = 0x0420_0000;

  @Test
  void helloPrintsItsLineToStdoutAlone() throws IOException {
    ReferenceRun run = ReferenceRun.of(patchedImage(HELLO));

    assertThat(run.result().outcome()).as(run.toString()).isEqualTo(new Outcome.Exited(0));
    assertThat(run.stdout()).isEqualTo("Hello, World!\n");
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void theExitStatusIsTheProgramsOwn() throws IOException {
    ReferenceRun run = ReferenceRun.of(patchedImage(PANIC));

    assertThat(run.result().outcome()).as(run.toString()).isEqualTo(new Outcome.Exited(7));
  }

  @Test
  void twoRunsOfOneImageTakeTheSameInstructions() throws IOException {
    byte[] image = patchedImage(PANIC);

    ReferenceRun first = ReferenceRun.of(image);
    ReferenceRun second = ReferenceRun.of(image);

    assertThat(second.result()).isEqualTo(first.result());
    assertThat(second.stdout()).isEqualTo(first.stdout());
  }

  @Test
  void anUnknownInstructionIsNamedWithItsWordFunctionAndSourceLine() throws IOException {
    GoProgram program = GoProgram.of(ElfImage.read(HELLO));
    GoFunction main = program.functionNamed("main.main").orElseThrow();
    byte[] elf = Patcher.plan(program, PatchOptions.forBoot()).emit();
    long offset = fileOffset(ElfImage.of(elf, "hello"), main.entry());
    ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN).putInt((int) offset, SVE_WORD);

    ReferenceRun run =
        ReferenceRun.of(
            ReferenceRun.image(elf, "hello"),
            MachineConfig.builder().symbolizer(GuestSymbols.of(() -> Optional.of(program))));

    assertThat(run.result().outcome()).isInstanceOf(UnknownInstruction.class);
    UnknownInstruction unknown = (UnknownInstruction) run.result().outcome();
    assertThat(unknown.word()).isEqualTo(SVE_WORD);
    assertThat(unknown.pc()).isEqualTo(main.entry());
    assertThat(unknown.describe()).contains("04200000").contains("main.main").contains("hello.go:");
  }

  private static byte[] patchedImage(Path elf) throws IOException {
    GoProgram program = GoProgram.of(ElfImage.read(elf));
    byte[] patched = Patcher.plan(program, PatchOptions.forBoot()).emit();
    return ReferenceRun.image(patched, elf.getFileName().toString());
  }

  private static long fileOffset(ElfImage elf, long address) {
    ElfSegment segment =
        elf.segments().stream()
            .filter(s -> s.isLoad() && s.containsInFile(address))
            .findFirst()
            .orElseThrow();
    return segment.offset() + address - segment.virtualAddress();
  }
}
