package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.Op;
import dev.ingot.emulator.cpu.Region.InterpreterExit;
import dev.ingot.emulator.cpu.Region.Reason;
import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.cpu.RegionTranslator.CodeView;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A translated region without anything of the machine that it was made in.
 *
 * @param entry virtual address of the first instruction
 * @param alignmentMatters what {@link CodeView#alignmentMatters} said
 * @param instructions what it stands for: it may run where these are, and nowhere else
 * @param classFile its class
 * @param directExits as in {@link TranslatedRegion.Parts}
 * @param interpreterExits as there
 * @param executed the words of the instructions there
 */
record KeptRegion(
    long entry,
    boolean alignmentMatters,
    List<Words> instructions,
    byte[] classFile,
    int directExits,
    List<InterpreterExit> interpreterExits,
    int[] executed) {
  /**
   * Instructions one behind the other.
   *
   * @param start virtual address of the first one
   */
  record Words(long start, int[] words) {
    private long address(int index) {
      return start + (long) index * Integer.BYTES;
    }

    boolean areIn(CodeView code) {
      for (int i = 0; i < words.length; i++) {
        if (!code.isExecutable(address(i)) || code.word(address(i)) != words[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether it stands for what the CPU would execute at its entry. */
  boolean holds(CodeView code) {
    if (alignmentMatters != code.alignmentMatters()) {
      return false;
    }
    for (Words words : instructions) {
      if (!words.areIn(code)) {
        return false;
      }
    }
    return true;
  }

  /** Virtual addresses of the pages that hold the instructions. */
  Set<Long> pages() {
    Set<Long> pages = new HashSet<>();
    for (Words words : instructions) {
      for (int i = 0; i < words.words.length; i++) {
        pages.add(words.address(i) & RegionFrame.PAGE_MASK);
      }
    }
    return pages;
  }

  TranslatedRegion.Parts parts(InstructionTable table) {
    List<Op> ops = new ArrayList<>();
    for (int word : executed) {
      ops.add(table.decode(word));
    }
    return new TranslatedRegion.Parts(directExits, interpreterExits, ops);
  }

  /** What to keep of a region that has just been generated from {@code code}. */
  static KeptRegion of(long entry, CodeView code, BytecodeTranslator.GeneratedClass generated) {
    List<Words> instructions = new ArrayList<>();
    for (BasicBlock block : generated.blocks()) {
      Words words = new Words(block.start().address(), new int[block.instructions().size()]);
      for (int i = 0; i < words.words.length; i++) {
        words.words[i] = code.word(words.address(i));
      }
      instructions.add(words);
    }
    TranslatedRegion.Parts parts = generated.parts();
    int[] executed = new int[parts.executed().size()];
    for (int i = 0; i < executed.length; i++) {
      executed[i] = parts.executed().get(i).word;
    }
    return new KeptRegion(
        entry,
        code.alignmentMatters(),
        instructions,
        generated.bytes(),
        parts.directExits(),
        parts.interpreterExits(),
        executed);
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(entry);
    out.writeBoolean(alignmentMatters);
    out.writeInt(instructions.size());
    for (Words words : instructions) {
      out.writeLong(words.start);
      writeWords(out, words.words);
    }
    out.writeInt(classFile.length);
    out.write(classFile);
    out.writeInt(directExits);
    out.writeInt(interpreterExits.size());
    for (InterpreterExit exit : interpreterExits) {
      out.writeUTF(exit.reason().name());
      out.writeLong(exit.pc());
      out.writeInt(exit.done());
      out.writeInt(exit.flagsKind());
    }
    writeWords(out, executed);
  }

  /** The entry of what {@link #writeTo} wrote. */
  static long entryOf(byte[] written) {
    return ByteBuffer.wrap(written).getLong();
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException when it is something else
   */
  static KeptRegion readFrom(DataInputStream in) throws IOException {
    long entry = in.readLong();
    boolean alignmentMatters = in.readBoolean();
    List<Words> instructions = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      instructions.add(new Words(in.readLong(), readWords(in)));
    }
    byte[] classFile = in.readNBytes(in.readInt());
    int directExits = in.readInt();
    List<InterpreterExit> exits = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      Reason reason = Reason.valueOf(in.readUTF());
      exits.add(new InterpreterExit(reason, in.readLong(), in.readInt(), in.readInt()));
    }
    return new KeptRegion(
        entry, alignmentMatters, instructions, classFile, directExits, exits, readWords(in));
  }

  private static void writeWords(DataOutputStream out, int[] words) throws IOException {
    out.writeInt(words.length);
    for (int word : words) {
      out.writeInt(word);
    }
  }

  private static int[] readWords(DataInputStream in) throws IOException {
    int[] words = new int[in.readInt()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readInt();
    }
    return words;
  }
}
