package dev.ingot.emulator.translator;

import java.util.List;

/** Which registers may have been written when control comes to the end of each block. */
final class WriteFlow {
  private final long vectorLocals;
  private final ForwardFlow<RegisterSet> flow;

  /**
   * @param vectorLocals the vector registers that are held in locals
   */
  WriteFlow(List<BasicBlock> blocks, Place entry, long vectorLocals) {
    this.vectorLocals = vectorLocals;
    this.flow = new ForwardFlow<>(blocks, entry, RegisterSet.NONE, this::behind, RegisterSet::and);
  }

  RegisterSet writtenBehind(BasicBlock block) {
    return behind(block, flow.at(block.start()).orElse(RegisterSet.NONE));
  }

  private RegisterSet behind(BasicBlock block, RegisterSet before) {
    RegisterSet written = before;
    for (Instruction instruction : block.instructions()) {
      written =
          written.and(
              new RegisterSet(instruction.written(), instruction.writtenVectors() & vectorLocals));
    }
    return written;
  }
}
