package dev.ingot.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Guests as test parameters, on the programs that lie prebuilt in testdata. */
final class BootGoTest {
  private static final String HELLO = "../testdata/prebuilt/hello-go1.23";
  private static final String PANIC = "../testdata/prebuilt/panic-go1.23";

  @Test
  @BootGo(elf = HELLO)
  void whatTheProgramPrintsAndItsStatusAreHandedToTheTest(GuestRun hello) {
    assertThat(hello.stdout()).isEqualTo("Hello, World!\n");
    assertThat(hello.exitStatus()).hasValue(0);
    hello.assertExited(0).assertPrinted("World");
  }

  @Test
  @BootGo(elf = PANIC, args = "die")
  void aPanicThatNobodyRecoversIsStatusTwoAndATraceOnStderr(GuestRun panic) {
    // Go: runtime/panic.go, fatalpanic ends with exit(2).
    panic.assertExited(2).assertPrintedError("goroutine 1 [running]:");
  }

  @Test
  @BootGo(elf = HELLO)
  void systemCallsAreCountedByName(GuestRun hello) {
    // "Hello, World!\n" is one write; exit_group never returns and counts all the same.
    assertThat(hello.calls("write")).isEqualTo(1);
    assertThat(hello.calls("exit_group")).isEqualTo(1);
    hello.assertNeverCalled("socket");
  }

  @Test
  @BootGo(elf = PANIC)
  void barrierCallsAreCountedByVariant(GuestRun panic) {
    assertThat(panic.barrierCalls()).containsKeys("gcWriteBarrier1", "gcWriteBarrier2");
  }

  @Test
  @BootGo(elf = HELLO, maxInstructions = 1000)
  void aRunThatIsCutOffHasNoExitStatus(GuestRun hello) {
    assertThat(hello.exitStatus()).isEmpty();
    assertThat(hello.instructions()).isEqualTo(1000);
  }

  @Test
  @BootGo(elf = HELLO)
  void anAssertionThatFailsShowsWhatTheProgramPrinted(GuestRun hello) {
    assertThatThrownBy(() -> hello.assertExited(3))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("to exit with 3")
        .hasMessageContaining("Hello, World!");
  }
}
