package dev.ingot.asm.a64;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Encodes instructions whose operands are registers, numbers and keywords only. What Keystone (an
 * Armv8.0 assembler) lacks comes from tables of our own. Equal text is encoded once. Belongs to the
 * thread that made it.
 */
public final class InstructionEncoder implements AutoCloseable {
  private final Map<String, Integer> known = new HashMap<>();
  private KeystoneEngine keystone;

  /**
   * The word of one instruction.
   *
   * @param mnemonic in lower case
   * @param operands without blanks except between words, e.g. {@code x0,[x1,x2,lsl #3]}; may be
   *     empty
   * @throws EncodingException when there is no such instruction
   */
  public int encode(String mnemonic, String operands) {
    String text = operands.isEmpty() ? mnemonic : mnemonic + " " + operands;
    Integer word = known.get(text);
    if (word == null) {
      word = encodeNew(mnemonic, operands, text);
      known.put(text, word);
    }
    return word;
  }

  private int encodeNew(String mnemonic, String operands, String text) {
    OperandForm.check(operands);
    Operands parsed = Operands.of(operands);
    parsed.checkWidth();
    OptionalInt own = Atomics.encode(mnemonic, parsed);
    if (own.isEmpty()) {
      own = Hints.encode(mnemonic, parsed);
    }
    if (own.isEmpty()) {
      own = SystemOperations.encode(mnemonic, parsed);
    }
    if (own.isEmpty()) {
      own = PointerAuthentication.encode(mnemonic, parsed);
    }
    if (own.isPresent()) {
      return own.getAsInt();
    }
    if (keystone == null) {
      keystone = new KeystoneEngine();
    }
    return keystone.encode(
        SystemRegisters.rewrite(mnemonic, parsed)
            .or(() -> NegativeImmediates.rewrite(mnemonic, parsed))
            .orElse(text));
  }

  @Override
  public void close() {
    if (keystone != null) {
      keystone.close();
    }
  }
}
