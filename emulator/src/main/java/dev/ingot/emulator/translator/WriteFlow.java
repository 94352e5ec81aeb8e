package dev.ingot.emulator.translator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which registers may have been written when control comes to the end of each block. */
final class WriteFlow {
  private final Map<Place, RegisterSet> before = new HashMap<>();

  /**
   * @param vectorLocals the vector registers that are held in locals
   */
  WriteFlow(List<BasicBlock> blocks, Place entry, long vectorLocals) {
    before.put(entry, RegisterSet.NONE);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (BasicBlock block : blocks) {
        RegisterSet after = writtenBehind(block, vectorLocals);
        for (Place successor : block.successors()) {
          RegisterSet old = before.getOrDefault(successor, RegisterSet.NONE);
          RegisterSet merged = old.and(after);
          before.put(successor, merged);
          changed |= !merged.equals(old);
        }
      }
    }
  }

  RegisterSet writtenBehind(BasicBlock block, long vectorLocals) {
    RegisterSet written = before.getOrDefault(block.start(), RegisterSet.NONE);
    for (Instruction instruction : block.instructions()) {
      written =
          written.and(
              new RegisterSet(instruction.written(), instruction.writtenVectors() & vectorLocals));
    }
    return written;
  }
}
