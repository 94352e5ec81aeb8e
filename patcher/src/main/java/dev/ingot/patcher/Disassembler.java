package dev.ingot.patcher;

import capstone.Capstone;
import capstone.api.Instruction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One A64 instruction as text, by Capstone. Loads a native library when it is made. */
final class Disassembler implements AutoCloseable {
  private final Capstone capstone =
      new Capstone(Capstone.CS_ARCH_ARM64, Capstone.CS_MODE_LITTLE_ENDIAN);

  /** The instruction at the VA, as {@code .inst} when Capstone does not know it. */
  String textOf(int word, long address) {
    byte[] code = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(word).array();
    Instruction[] instructions = capstone.disasm(code, address);
    if (instructions.length == 0) {
      return ".inst 0x%08x".formatted(word);
    }
    String operands = instructions[0].getOpStr();
    return operands.isEmpty()
        ? instructions[0].getMnemonic()
        : instructions[0].getMnemonic() + " " + operands;
  }

  @Override
  public void close() {
    capstone.close();
  }
}
