package dev.ingot.patcher;

import capstone.Capstone;
import capstone.api.Instruction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * A64 instructions as text, by Capstone. Loads a native library when it is made, and remembers the
 * texts that do not depend on the instruction's place: a program repeats them.
 */
final class Disassembler implements AutoCloseable {
  private final Capstone capstone =
      new Capstone(Capstone.CS_ARCH_ARM64, Capstone.CS_MODE_LITTLE_ENDIAN);

  private final Map<Integer, String> textsByWord = new HashMap<>();

  /** The instruction at the VA, as {@code .inst} when it is unknown. */
  String textOf(int word, long address) {
    return dependsOnPlace(word)
        ? disassemble(word, address)
        : textsByWord.computeIfAbsent(word, unknown -> disassemble(word, address));
  }

  /**
   * Whether the text has an address that counts from the instruction: ADR, ADRP, branches and loads
   * of literals (Arm ARM C4.1).
   */
  private static boolean dependsOnPlace(int word) {
    boolean address = (word & 0x1f00_0000) == 0x1000_0000;
    boolean jump = (word & 0x7c00_0000) == 0x1400_0000;
    boolean condition = (word & 0xfe00_0000) == 0x5400_0000;
    boolean compareOrTest = (word & 0x7c00_0000) == 0x3400_0000;
    boolean literal = (word & 0x3b00_0000) == 0x1800_0000;
    return address || jump || condition || compareOrTest || literal;
  }

  private String disassemble(int word, long address) {
    byte[] code = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(word).array();
    Instruction[] instructions = capstone.disasm(code, address);
    if (instructions.length == 0) {
      return NewerInstructionText.of(word).orElseGet(() -> ".inst 0x%08x".formatted(word));
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
