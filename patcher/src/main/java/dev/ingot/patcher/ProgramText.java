package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.LoadedWords;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.PcRelative;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The instruction words of a program's Go code, from {@code text} to {@code etext}. */
final class ProgramText {
  /** Bytes of an A64 instruction. */
  static final int INSTRUCTION_SIZE = 4;

  private static final int REGISTER_MASK = 0x1f;

  private final ElfImage image;
  private final ByteBuffer bytes;
  private final long start;
  private final long end;
  private final int startOffset;

  ProgramText(GoProgram program) {
    ModuleData moduleData = program.moduleData();
    this.image = program.image();
    this.bytes = image.bytes();
    this.start = moduleData.text();
    this.end = moduleData.etext() & -INSTRUCTION_SIZE;
    this.startOffset = image.memory().offsetOf(start, moduleData.etext() - start);
  }

  /** Gets a word with its VA. */
  @FunctionalInterface
  interface Visitor {
    void visit(long address, int word);
  }

  void forEachWord(Visitor visitor) {
    forEachBlock(
        (address, words, count) -> {
          for (int i = 0; i < count; i++) {
            visitor.visit(address + (long) i * INSTRUCTION_SIZE, words[i]);
          }
        });
  }

  void forEachBlock(LoadedWords.InstructionVisitor visitor) {
    LoadedWords.forEachInstructions(image, start, end, visitor);
  }

  boolean contains(long address) {
    return address >= start && address < end;
  }

  /** The word at a VA inside the text. */
  int wordAt(long address) {
    return bytes.getInt(fileOffset(address));
  }

  int fileOffset(long address) {
    return startOffset + (int) (address - start);
  }

  /** The instruction at the VA, empty outside of the text. */
  Optional<Instruction> instructionAt(long address) {
    return contains(address) ? Optional.of(Instruction.decode(wordAt(address))) : Optional.empty();
  }

  /**
   * The low part of an address that an {@code ADRP} began, in the next instruction: {@code ADD} or
   * a load or store on the same register. Go's assembler always emits the two side by side (Go
   * src/cmd/internal/obj/arm64/asm7.go, one relocation of size 8).
   *
   * @param address VA of the {@code ADRP}
   * @return bytes, {@link PcRelative#NO_OFFSET} when the next instruction is another one
   */
  int pageOffsetBehind(long address, int adrp) {
    long next = address + INSTRUCTION_SIZE;
    return contains(next)
        ? PcRelative.pageOffset(wordAt(next), registerOf(adrp))
        : PcRelative.NO_OFFSET;
  }

  /** The register that an ADRP writes. */
  static int registerOf(int adrp) {
    return adrp & REGISTER_MASK;
  }

  static boolean isAddressOfPage(int word) {
    return (word & 0x9f00_0000) == 0x9000_0000;
  }

  /** VA of the page that an ADRP names (Arm ARM C6.2, ADRP). */
  static long pageOf(long address, int adrp) {
    long pages = (long) (adrp << 8 >> 13) << 2 | adrp >>> 29 & 3;
    return (address & -Placement.PAGE) + pages * Placement.PAGE;
  }

  static boolean isBranchWithLink(int word) {
    return word >>> 26 == 0b100101;
  }
}
