package dev.ingot.emulator.translator;

import static dev.ingot.emulator.translator.RegisterFields.d;
import static dev.ingot.emulator.translator.RegisterFields.m;
import static dev.ingot.emulator.translator.RegisterFields.n;

import dev.ingot.emulator.translator.LaneInstruction.AddPairs;
import dev.ingot.emulator.translator.LaneInstruction.CountOnes;
import dev.ingot.emulator.translator.LaneInstruction.Reverse;
import dev.ingot.emulator.translator.LaneInstruction.Shift;
import dev.ingot.emulator.translator.LaneInstruction.Sum;
import dev.ingot.emulator.translator.LaneInstruction.TableLookup;
import dev.ingot.emulator.translator.LaneInstruction.ThreeSame;
import dev.ingot.emulator.translator.LaneInstruction.ThreeSameOperator;
import java.util.Optional;

/**
 * Decodes the element by element instructions (Arm ARM C4.1.96) that Go's runtime and libraries
 * spend time in: random numbers (ChaCha8), searching and comparing bytes, counting bits.
 */
final class LaneDecoder {
  private static final int WORD = 2;
  private static final int DOUBLEWORD = 3;

  // U:opcode of three same.
  private static final int ADD = 0b0_10000;
  private static final int SUB = 0b1_10000;
  private static final int CMTST = 0b0_10001;
  private static final int CMEQ = 0b1_10001;
  private static final int ADDP = 0b0_10111;

  // U:opcode of shift by immediate.
  private static final int USHR = 0b1_00000;
  private static final int SRI = 0b1_01000;
  private static final int SHL = 0b0_01010;
  private static final int SLI = 0b1_01010;

  // U:opcode of two-register miscellaneous.
  private static final int REV64 = 0b0_00000;
  private static final int REV32 = 0b1_00000;
  private static final int REV16 = 0b0_00001;
  private static final int CNT = 0b0_00101;

  // U:opcode of across lanes.
  private static final int UADDLV = 0b1_00011;
  private static final int ADDV = 0b0_11011;

  private LaneDecoder() {}

  /** Empty for what is none of these, or unallocated. */
  static Optional<LaneInstruction> decode(int word) {
    if ((word & 0x9f20_0400) == 0x0e20_0400) {
      return Optional.ofNullable(threeSame(word));
    }
    if ((word & 0x9f80_0400) == 0x0f00_0400) {
      return Optional.ofNullable(shift(word));
    }
    return switch (word & 0x9f3e_0c00) {
      case 0x0e20_0800 -> Optional.ofNullable(twoRegisters(word));
      case 0x0e30_0800 -> Optional.ofNullable(acrossLanes(word));
      default ->
          (word & 0xbfe0_fc00) == 0x0e00_0000
              ? Optional.of(new TableLookup(d(word), n(word), m(word), isWhole(word)))
              : Optional.empty();
    };
  }

  private static LaneInstruction threeSame(int word) {
    int elementLog2 = word >>> 22 & 3;
    boolean whole = isWhole(word);
    if (elementLog2 == DOUBLEWORD && !whole) {
      return null;
    }
    int operation = u(word) | word >>> 11 & 31;
    if (operation == ADDP) {
      return new AddPairs(d(word), n(word), m(word), elementLog2, whole);
    }
    ThreeSameOperator operator =
        switch (operation) {
          case ADD -> ThreeSameOperator.ADD;
          case SUB -> ThreeSameOperator.SUBTRACT;
          case CMTST -> ThreeSameOperator.TEST_BITS;
          case CMEQ -> ThreeSameOperator.COMPARE_EQUAL;
          default -> null;
        };
    return operator == null
        ? null
        : new ThreeSame(d(word), n(word), m(word), operator, elementLog2, whole);
  }

  /** The highest one of immh says the size; without any the word is no shift. */
  private static LaneInstruction shift(int word) {
    int immh = word >>> 19 & 15;
    int elementLog2 = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(immh);
    boolean whole = isWhole(word);
    if (immh == 0 || elementLog2 == DOUBLEWORD && !whole) {
      return null;
    }
    int bits = Byte.SIZE << elementLog2;
    int immediate = word >>> 16 & 0x7f;
    int left = immediate - bits;
    int right = 2 * bits - immediate;
    return switch (u(word) | word >>> 11 & 31) {
      case SHL -> new Shift(d(word), n(word), elementLog2, left, true, false, whole);
      case SLI -> new Shift(d(word), n(word), elementLog2, left, true, true, whole);
      case USHR -> new Shift(d(word), n(word), elementLog2, right, false, false, whole);
      case SRI -> new Shift(d(word), n(word), elementLog2, right, false, true, whole);
      default -> null;
    };
  }

  private static LaneInstruction twoRegisters(int word) {
    int elementLog2 = word >>> 22 & 3;
    int operation = u(word) | word >>> 12 & 31;
    boolean whole = isWhole(word);
    int containerLog2 =
        switch (operation) {
          case REV16 -> 1;
          case REV32 -> WORD;
          case REV64 -> DOUBLEWORD;
          default -> 0;
        };
    if (operation == CNT && elementLog2 == 0) {
      return new CountOnes(d(word), n(word), whole);
    }
    return elementLog2 < containerLog2
        ? new Reverse(d(word), n(word), elementLog2, containerLog2, whole)
        : null;
  }

  private static LaneInstruction acrossLanes(int word) {
    int elementLog2 = word >>> 22 & 3;
    boolean whole = isWhole(word);
    if (elementLog2 == DOUBLEWORD || elementLog2 == WORD && !whole) {
      return null;
    }
    return switch (u(word) | word >>> 12 & 31) {
      case UADDLV -> new Sum(d(word), n(word), elementLog2, true, whole);
      case ADDV -> new Sum(d(word), n(word), elementLog2, false, whole);
      default -> null;
    };
  }

  private static boolean isWhole(int word) {
    return (word >>> 30 & 1) != 0;
  }

  /** U, above the five bits of an opcode. */
  private static int u(int word) {
    return (word >>> 29 & 1) << 5;
  }
}
