package dev.ingot.emulator.translator;

import static dev.ingot.emulator.translator.RegisterFields.d;
import static dev.ingot.emulator.translator.RegisterFields.n;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.translator.VectorInstruction.Bitwise;
import dev.ingot.emulator.translator.VectorInstruction.BitwiseOperator;
import dev.ingot.emulator.translator.VectorInstruction.CipherRound;
import dev.ingot.emulator.translator.VectorInstruction.CipherStep;
import dev.ingot.emulator.translator.VectorInstruction.Duplicate;
import dev.ingot.emulator.translator.VectorInstruction.ElementToGeneral;
import dev.ingot.emulator.translator.VectorInstruction.GeneralToElement;
import java.util.Optional;

/**
 * Decodes the Advanced SIMD instructions that hot Go code is full of (Arm ARM C4.1.96): those of
 * the map hash and of copying.
 */
final class VectorDecoder {
  private static final int DOUBLEWORD = 3;
  private static final int DUP_GENERAL = 0b0001;
  private static final int INS_GENERAL = 0b0011;
  private static final int UMOV = 0b0111;

  /** By bits 13 and 12 of the word: AESE, AESD, AESMC, AESIMC. */
  private static final CipherStep[] CIPHER_STEPS = {
    CipherStep.ENCRYPT, CipherStep.DECRYPT, CipherStep.MIX_COLUMNS, CipherStep.INVERSE_MIX_COLUMNS
  };

  /** By U and size. */
  private static final BitwiseOperator[] BITWISE_OPERATORS = {
    BitwiseOperator.AND,
    BitwiseOperator.AND_NOT,
    BitwiseOperator.OR,
    BitwiseOperator.OR_NOT,
    BitwiseOperator.EXCLUSIVE_OR,
    BitwiseOperator.SELECT,
    BitwiseOperator.INSERT_IF_TRUE,
    BitwiseOperator.INSERT_IF_FALSE
  };

  private final InstructionTable table;

  VectorDecoder(InstructionTable table) {
    this.table = table;
  }

  /** Empty for what has to run through its executor. */
  Optional<VectorInstruction> decode(int word) {
    if ((word & 0x9f20_fc00) == 0x0e20_1c00) {
      return Optional.of(bitwise(word));
    }
    if ((word & 0x9fe0_8400) == 0x0e00_0400) {
      return copy(word);
    }
    if ((word & 0xffff_cc00) == 0x4e28_4800 && table.find(word) != null) {
      CipherStep step = CIPHER_STEPS[word >>> 12 & 3];
      return Optional.of(new CipherRound(d(word), n(word), step));
    }
    return LaneDecoder.decode(word).map(VectorInstruction.class::cast);
  }

  private static Bitwise bitwise(int word) {
    BitwiseOperator operator = BITWISE_OPERATORS[word >>> 27 & 4 | word >>> 22 & 3];
    return new Bitwise(d(word), n(word), word >>> 16 & 31, operator, isWhole(word));
  }

  /** Imm5 holds the size as its lowest one, and the index above. */
  private static Optional<VectorInstruction> copy(int word) {
    int imm5 = word >>> 16 & 31;
    int elementLog2 = Integer.numberOfTrailingZeros(imm5);
    int index = imm5 >>> elementLog2 + 1;
    boolean whole = isWhole(word);
    boolean plain = (word >>> 29 & 1) == 0;
    int imm4 = word >>> 11 & 15;
    boolean doubleword = elementLog2 == DOUBLEWORD;
    if (!plain || elementLog2 > DOUBLEWORD) {
      return Optional.empty();
    }
    int general = Registers.source(n(word));
    if (imm4 == DUP_GENERAL && (whole || !doubleword)) {
      return Optional.of(new Duplicate(d(word), general, elementLog2, whole));
    }
    if (imm4 == INS_GENERAL && whole) {
      return Optional.of(new GeneralToElement(d(word), general, elementLog2, index));
    }
    if (imm4 == UMOV && whole == doubleword) {
      int target = Registers.target(d(word));
      return Optional.of(new ElementToGeneral(target, n(word), elementLog2, index));
    }
    return Optional.empty();
  }

  private static boolean isWhole(int word) {
    return (word >>> 30 & 1) != 0;
  }
}
