package dev.ingot.goelf.a64;

import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.Address;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.Branch;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.goelf.a64.Instruction.CompareAndBranch;
import dev.ingot.goelf.a64.Instruction.ConditionalBranch;
import dev.ingot.goelf.a64.Instruction.LoadLiteral;
import dev.ingot.goelf.a64.Instruction.LoadStore;
import dev.ingot.goelf.a64.Instruction.Other;
import dev.ingot.goelf.a64.Instruction.TestAndBranch;

/** Picks the class of a word by its fixed bits (Arm ARM C4.1, "A64 instruction set encoding"). */
final class InstructionDecoder {
  private InstructionDecoder() {}

  static Instruction decode(int word) {
    if ((word & 0x7c00_0000) == Branch.OPCODE) {
      long offset = signed(word, 0, 26) * 4;
      return word < 0 ? new BranchWithLink(offset) : new Branch(offset);
    }
    if ((word & 0x1f00_0000) == Address.OPCODE) {
      return decodeAddress(word);
    }
    if ((word & 0x7f80_0000) == AddImmediate.OPCODE
        || (word & 0x7fc0_0000) == (AddImmediate.OPCODE | 1 << 22)) {
      return new AddImmediate(
          word < 0, word & 31, word >>> 5 & 31, word >>> 10 & 0xfff, (word & 1 << 22) != 0);
    }
    if ((word & 0x3b00_0000) == LoadStore.OPCODE) {
      return decodeLoadStore(word);
    }
    if ((word & 0x3b00_0000) == LoadLiteral.OPCODE) {
      return new LoadLiteral(
          word >>> 30, (word & 1 << 26) != 0, word & 31, signed(word, 5, 19) * 4);
    }
    return decodeConditional(word);
  }

  private static Instruction decodeAddress(int word) {
    long value = signed(word, 5, 19) << 2 | word >>> 29 & 3;
    return word < 0 ? new AddressOfPage(word & 31, value * 4096) : new Address(word & 31, value);
  }

  private static Instruction decodeLoadStore(int word) {
    LoadStore unscaled =
        new LoadStore(
            word >>> 30, (word & 1 << 26) != 0, word >>> 22 & 3, word & 31, word >>> 5 & 31, 0);
    return unscaled.withOffset((word >>> 10 & 0xfff) * unscaled.accessSize());
  }

  private static Instruction decodeConditional(int word) {
    if ((word & 0xff00_0000) == ConditionalBranch.OPCODE) {
      return new ConditionalBranch(word & 15, (word & 16) != 0, signed(word, 5, 19) * 4);
    }
    if ((word & 0x7e00_0000) == CompareAndBranch.OPCODE) {
      return new CompareAndBranch(
          word < 0, (word & 1 << 24) != 0, word & 31, signed(word, 5, 19) * 4);
    }
    if ((word & 0x7e00_0000) == TestAndBranch.OPCODE) {
      return new TestAndBranch(
          (word & 1 << 24) != 0,
          word >>> 31 << 5 | word >>> 19 & 31,
          word & 31,
          signed(word, 5, 14) * 4);
    }
    return new Other(word);
  }

  private static long signed(int word, int lowestBit, int bits) {
    return word << (32 - lowestBit - bits) >> (32 - bits);
  }
}
