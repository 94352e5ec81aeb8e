package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.cli.lockstep.LockStepRun;
import dev.ingot.cli.lockstep.LockStepRun.Comparison;
import dev.ingot.cli.lockstep.WatchedCode;
import dev.ingot.emulator.Outcome;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.nucleus.Nucleus;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.Patcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole boots in lock-step with QEMU, from reset to power-off: general registers, SP, PC and PSTATE
 * before each instruction, or before each instruction of boot and exception entry.
 *
 * <p>The system property {@code ingot.lockstep.instructions} says how far the stress program is
 * followed; {@code make lockstep} follows it to its end.
 */
@Tag("slow")
class LockStepTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");
  private static final Path STRESS = Path.of("../testdata/programs/gc_stress.go");
  private static final long STRESS_INSTRUCTIONS =
      Long.getLong("ingot.lockstep.instructions", 20_000_000L);

  /** Where the image runs before it turns translation on. */
  private static final long BOOT = 0x4000_0000L;

  private static final long BOOT_BYTES = 0x40_0000L;
  private static final long VECTOR_TABLE_BYTES = 0x800;

  @TempDir Path directory;

  @Test
  void helloIsTheSameInstructionByInstruction() throws Exception {
    Comparison both = compare(HELLO, WatchedCode.everything(), Long.MAX_VALUE);

    assertThat(both.result().outcome()).isEqualTo(new Outcome.Exited(0));
    assertThat(both.points()).isEqualTo(both.result().instructions());
    assertThat(both.qemuEnded()).isTrue();
    assertThat(both.sameOutput()).as(both.output()).isTrue();
  }

  @Test
  void theStressProgramIsTheSameAtEveryExceptionAndInterrupt() throws Exception {
    Path elf = directory.resolve("gc_stress");
    Tool.go("1.23").build(STRESS, elf, "arm64", "-trimpath");
    WatchedCode bootAndVectors =
        WatchedCode.of(BOOT, BOOT_BYTES, symbol("exception_vectors"), VECTOR_TABLE_BYTES);

    Comparison both = compare(elf, bootAndVectors, STRESS_INSTRUCTIONS);

    if (both.result().outcome() instanceof Outcome.InstructionLimit) {
      assertThat(both.result().instructions()).isEqualTo(STRESS_INSTRUCTIONS);
    } else {
      assertThat(both.result().outcome()).isEqualTo(new Outcome.Exited(0));
      assertThat(both.qemuEnded()).isTrue();
      assertThat(both.sameOutput()).as(both.output()).isTrue();
    }
  }

  private static long symbol(String name) {
    return Nucleus.shipped().addressOf(name).orElseThrow();
  }

  private Comparison compare(Path elf, WatchedCode watched, long mostInstructions)
      throws IOException, InterruptedException {
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it runs the same images in lock-step");
    GoProgram program = GoProgram.of(ElfImage.read(elf));
    byte[] patched = Patcher.plan(program, PatchOptions.forBoot()).emit();
    byte[] image = ReferenceRun.image(patched, elf.getFileName().toString());
    return new LockStepRun(qemu.path(), directory, GuestSymbols.of(() -> Optional.of(program)))
        .of(image, watched, mostInstructions);
  }
}
