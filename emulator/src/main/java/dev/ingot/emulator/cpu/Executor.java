package dev.ingot.emulator.cpu;

/**
 * What an instruction does. The PC advances by itself unless the executor branches.
 *
 * <p>Start-up time counts: the bootstrap of one lambda costs about 50 us, so a group of forms is
 * better served by one class whose instances differ in an {@code int} and whose {@link #execute}
 * switches on it than by one lambda a form.
 */
@FunctionalInterface
public interface Executor {
  /**
   * Executes one instruction.
   *
   * @throws GuestException for a synchronous exception of the guest; no register may have changed
   *     by then
   */
  void execute(Cpu cpu, Op op);

  /** What {@link Op#imm} holds for {@code word}; called once, when the word is decoded. */
  default long immediate(int word) {
    return 0;
  }
}
