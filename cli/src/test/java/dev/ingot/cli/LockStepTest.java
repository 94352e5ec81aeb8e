package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.cli.lockstep.LockStepRun;
import dev.ingot.cli.lockstep.LockStepRun.Comparison;
import dev.ingot.cli.lockstep.WatchedCode;
import dev.ingot.emulator.InstructionObserver;
import dev.ingot.emulator.Outcome;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.nucleus.Nucleus;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.Patcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole boots in lock-step with QEMU, from reset to power-off: all registers before each
 * instruction, or before each instruction of boot and exception entry and each call of what the
 * program calls most.
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

  /** What the stress program calls hundreds of thousands of times. */
  private static final List<String> FREQUENT =
      List.of(
          "main.grow",
          "main.(*tree).count",
          "runtime.mallocgc",
          "runtime.scanobject",
          "runtime.schedule");

  private static final long INSTRUCTION_BYTES = 4;

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
  void theStressProgramIsTheSameAtEveryExceptionInterruptAndFrequentCall() throws Exception {
    Path elf = directory.resolve("gc_stress");
    Tool.go("1.23").build(STRESS, elf, "arm64", "-trimpath");
    GoProgram program = GoProgram.of(ElfImage.read(elf));
    WatchedCode watched = bootAndVectors();
    for (String function : FREQUENT) {
      long entry = program.functionNamed(function).orElseThrow().entry();
      watched = watched.and(entry, INSTRUCTION_BYTES);
    }

    Comparison both = compare(elf, watched, STRESS_INSTRUCTIONS);

    System.out.printf(
        "lock-step: %,d instructions, %,d points%n", both.result().instructions(), both.points());
    if (both.result().outcome() instanceof Outcome.InstructionLimit) {
      assertThat(both.result().instructions()).isEqualTo(STRESS_INSTRUCTIONS);
    } else {
      assertThat(both.result().outcome()).isEqualTo(new Outcome.Exited(0));
      assertThat(both.qemuEnded()).isTrue();
      assertThat(both.sameOutput()).as(both.output()).isTrue();
    }
  }

  @Test
  void theFirstDifferenceIsShownWithItsRegisterAndGoLine() throws IOException {
    GoProgram program = GoProgram.of(ElfImage.read(HELLO));
    BitFlip flip = new BitFlip(200_000);

    assertThatThrownBy(() -> compare(HELLO, bootAndVectors(), Long.MAX_VALUE, flip::observer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(" x28 %016x, on QEMU %016x;", flip.value ^ 1, flip.value)
        .hasMessageContaining("\n  at %016x ", flip.pc)
        .extracting(failure -> failure.getMessage().lines().skip(1).findFirst().orElseThrow())
        .asString()
        .endsWith("(%s)".formatted(program.locate(flip.pc).orElseThrow().fileAndLine()));
  }

  /** Flips the lowest bit of x28, Go's current goroutine, before an instruction of the program. */
  private static final class BitFlip {
    private final long when;
    private long pc;
    private long value;

    BitFlip(long when) {
      this.when = when;
    }

    InstructionObserver observer() {
      AtomicLong done = new AtomicLong();
      return cpu -> {
        if (cpu.exceptionLevel() == 0 && done.getAndIncrement() == when) {
          pc = cpu.pc();
          value = cpu.x(28);
          cpu.x(28, value ^ 1);
        }
      };
    }
  }

  private static WatchedCode bootAndVectors() {
    long vectors = Nucleus.shipped().addressOf("exception_vectors").orElseThrow();
    return WatchedCode.of(BOOT, BOOT_BYTES).and(vectors, VECTOR_TABLE_BYTES);
  }

  private Comparison compare(Path elf, WatchedCode watched, long mostInstructions)
      throws IOException, InterruptedException {
    return compare(elf, watched, mostInstructions, () -> cpu -> {});
  }

  private Comparison compare(
      Path elf,
      WatchedCode watched,
      long mostInstructions,
      Supplier<InstructionObserver> disturbance)
      throws IOException, InterruptedException {
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it runs the same images in lock-step");
    GoProgram program = GoProgram.of(ElfImage.read(elf));
    byte[] patched = Patcher.plan(program, PatchOptions.forBoot()).emit();
    byte[] image = ReferenceRun.image(patched, elf.getFileName().toString());
    GuestSymbols symbols = GuestSymbols.of(() -> Optional.of(program));
    return new LockStepRun(qemu.path(), directory, symbols, disturbance)
        .of(image, watched, mostInstructions);
  }
}
