package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.Op;
import dev.ingot.emulator.cpu.Region;
import dev.ingot.emulator.cpu.RegionFrame;
import java.util.List;

/** What the generated classes extend. */
abstract class TranslatedRegion extends Region {
  private final Op[] executed;

  /**
   * What code alone does not say.
   *
   * @param directExits how many exits lead to a known address
   * @param interpreterExits where the interpreter has to go on, by number
   * @param executed the instructions that run through their executors, by the index that {@link
   *     #execute} takes
   */
  record Parts(int directExits, List<InterpreterExit> interpreterExits, List<Op> executed) {}

  TranslatedRegion(Parts parts) {
    super(parts.directExits(), parts.interpreterExits());
    this.executed = parts.executed().toArray(new Op[0]);
  }

  /**
   * Runs the executor of an instruction.
   *
   * @return false if it raises an exception in the guest: nothing has changed then
   */
  final boolean execute(RegionFrame frame, int index) {
    return frame.execute(executed[index]);
  }

  /** The same for an instruction that uses flags. */
  final boolean executeWithFlags(RegionFrame frame, int index) {
    return frame.executeWithFlags(executed[index]);
  }
}
