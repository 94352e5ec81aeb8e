package dev.ingot.junit;

import dev.ingot.emulator.Outcome;
import java.util.Map;
import java.util.OptionalInt;
import org.opentest4j.AssertionFailedError;

/**
 * What a program did on the reference machine.
 *
 * @param outcome how the run ended
 * @param stdout all that the program wrote to descriptor 1, decoded as UTF-8
 * @param stderr all that it and the nucleus wrote to descriptor 2, decoded as UTF-8
 * @param instructions that the machine executed, from reset to the end, the nucleus's included
 * @param systemCalls how often each system call was made, by its name in Linux, calls that never
 *     returned included
 * @param barrierCalls how often each redirected barrier was called, by its name without package,
 *     such as {@code gcWriteBarrier2}
 */
public record GuestRun(
    Outcome outcome,
    String stdout,
    String stderr,
    long instructions,
    Map<String, Long> systemCalls,
    Map<String, Long> barrierCalls) {
  /** Copies the counts. */
  public GuestRun {
    systemCalls = Map.copyOf(systemCalls);
    barrierCalls = Map.copyOf(barrierCalls);
  }

  /** The program's exit status, 0 to 255; empty when the run ended otherwise. */
  public OptionalInt exitStatus() {
    return outcome instanceof Outcome.Exited exited
        ? OptionalInt.of(exited.status())
        : OptionalInt.empty();
  }

  /** How often a system call was made; 0 for a name that never occurred. */
  public long calls(String systemCall) {
    return systemCalls.getOrDefault(systemCall, 0L);
  }

  /**
   * Checks the exit status.
   *
   * @throws AssertionFailedError with all that the program printed
   */
  public GuestRun assertExited(int status) {
    if (!outcome.equals(new Outcome.Exited(status))) {
      throw failed("the program to exit with " + status, status, outcome);
    }
    return this;
  }

  /**
   * Checks that stdout has a text.
   *
   * @throws AssertionFailedError with all that the program printed
   */
  public GuestRun assertPrinted(String text) {
    if (!stdout.contains(text)) {
      throw failed("\"" + text + "\" on stdout", text, stdout);
    }
    return this;
  }

  /**
   * Checks that stderr has a text.
   *
   * @throws AssertionFailedError with all that the program printed
   */
  public GuestRun assertPrintedError(String text) {
    if (!stderr.contains(text)) {
      throw failed("\"" + text + "\" on stderr", text, stderr);
    }
    return this;
  }

  /**
   * Checks that a system call was never made.
   *
   * @throws AssertionFailedError with all that the program printed
   */
  public GuestRun assertNeverCalled(String systemCall) {
    if (calls(systemCall) != 0) {
      throw failed("no call of " + systemCall, 0L, calls(systemCall));
    }
    return this;
  }

  /**
   * Checks that the run took no more instructions than a limit.
   *
   * @throws AssertionFailedError with all that the program printed
   */
  public GuestRun assertInstructionsAtMost(long limit) {
    if (instructions > limit) {
      throw failed("at most %,d instructions".formatted(limit), limit, instructions);
    }
    return this;
  }

  private AssertionFailedError failed(String what, Object expected, Object found) {
    return new AssertionFailedError(
        "expected %s; the run ended with %s after %,d instructions%n--- stdout%n%s%n--- stderr%n%s"
            .formatted(what, outcome, instructions, stdout, stderr),
        expected,
        found);
  }
}
