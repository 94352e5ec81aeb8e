package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.Op;
import dev.ingot.emulator.cpu.Region;
import dev.ingot.emulator.cpu.RegionFrame;

/** What the generated classes extend. */
abstract class TranslatedRegion extends Region {
  private final Op[] executed;

  /**
   * @param executed the instructions that run through their executors, by the index that {@link
   *     #execute} takes
   */
  TranslatedRegion(Op[] executed) {
    this.executed = executed.clone();
  }

  /**
   * Runs the executor of an instruction.
   *
   * @return false if it raises an exception in the guest: nothing has changed then
   */
  final boolean execute(RegionFrame frame, int index) {
    return frame.execute(executed[index]);
  }
}
