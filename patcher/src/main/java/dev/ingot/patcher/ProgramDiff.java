package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The words in which two files differ at the same file offset, each explained. */
public final class ProgramDiff {
  private static final int WORD_SIZE = 4;

  private final ElfImage before;
  private final ByteBuffer beforeBytes;
  private final ByteBuffer afterBytes;
  private final WordExplainer explainer;

  private ProgramDiff(GoProgram before, ElfImage after) {
    this.before = before.image();
    this.beforeBytes = this.before.bytes();
    this.afterBytes = after.bytes();
    this.explainer = new WordExplainer(before);
  }

  /**
   * Prepares a comparison.
   *
   * @param before the program that words are explained by
   * @param after the other file, of any size
   */
  public static ProgramDiff between(GoProgram before, ElfImage after) {
    return new ProgramDiff(before, after);
  }

  /** Gets each difference by ascending file offset; a different length is the last one. */
  public void forEach(Consumer<WordDifference> action) {
    int common = Math.min(beforeBytes.limit(), afterBytes.limit());
    int wordsEnd = common & -WORD_SIZE;
    byte[] first = bytesOf(beforeBytes, wordsEnd);
    byte[] second = bytesOf(afterBytes, wordsEnd);
    try (Disassembler disassembler = new Disassembler()) {
      int at = 0;
      while (at < wordsEnd) {
        int distance = Arrays.mismatch(first, at, wordsEnd, second, at, wordsEnd);
        if (distance < 0) {
          break;
        }
        at = at + distance & -WORD_SIZE;
        at += explain(at, wordsEnd, action, disassembler);
      }
    }
    compareEnds(wordsEnd, action);
  }

  /** Explains one word and gives its size. */
  private int explain(
      int offset, int end, Consumer<WordDifference> action, Disassembler disassembler) {
    WordExplainer.Explanation word = explainer.explain(offset, afterBytes.getInt(offset));
    OptionalLong address = before.addressOf(offset);
    int size = Math.min(word.size(), end - offset);
    boolean code =
        switch (word.kind()) {
          case CALL, BRANCH, PAGE_ADDRESS, PAGE_OFFSET, INSTRUCTION -> true;
          default -> false;
        };
    action.accept(
        new WordDifference(
            offset,
            address,
            word.kind(),
            word.holder(),
            code
                ? instruction(beforeBytes, offset, address.orElse(0), disassembler)
                : value(beforeBytes, offset, size),
            code
                ? instruction(afterBytes, offset, address.orElse(0), disassembler)
                : value(afterBytes, offset, size)));
    return size;
  }

  private void compareEnds(int from, Consumer<WordDifference> action) {
    int more = afterBytes.limit() - beforeBytes.limit();
    boolean sameRest =
        more == 0
            && beforeBytes
                .slice(from, beforeBytes.limit() - from)
                .equals(afterBytes.slice(from, afterBytes.limit() - from));
    if (sameRest) {
      return;
    }
    action.accept(
        new WordDifference(
            from,
            OptionalLong.empty(),
            more < 0 ? WordKind.REMOVED : WordKind.ADDED,
            "end of the file",
            "%d bytes".formatted(beforeBytes.limit() - from),
            "%d bytes".formatted(afterBytes.limit() - from)));
  }

  private static String instruction(
      ByteBuffer bytes, int offset, long address, Disassembler disassembler) {
    int word = bytes.getInt(offset);
    return "%08x %s".formatted(word, disassembler.textOf(word, address));
  }

  private static String value(ByteBuffer bytes, int offset, int size) {
    return size == Long.BYTES
        ? "0x%x".formatted(bytes.getLong(offset))
        : "0x%08x".formatted(bytes.getInt(offset));
  }

  private static byte[] bytesOf(ByteBuffer buffer, int size) {
    byte[] bytes = new byte[size];
    buffer.get(0, bytes);
    return bytes;
  }
}
