package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether a patched file is its original with the recorded changes, all of them and no others.
 *
 * @param edits recorded changes that were looked at
 * @param discrepancies how many places are not as they should be
 * @param first the first of them, at most {@link #MOST_NAMED}
 */
public record Verification(int edits, long discrepancies, List<Discrepancy> first) {
  /** Discrepancies that are kept; a wrong file has as many as it has words. */
  public static final int MOST_NAMED = 10;

  public Verification {
    first = List.copyOf(first);
  }

  /**
   * Compares both files with the record and with each other.
   *
   * @param original the file before
   * @param patched the bytes of the file after, whatever they are
   */
  public static Verification of(PatchRecord record, ElfImage original, byte[] patched) {
    return new Comparison(record, original, patched).run();
  }

  public boolean isPassed() {
    return discrepancies == 0;
  }

  /** One pass over both files by ascending offset. */
  private static final class Comparison {
    private static final int WORD_SIZE = 4;

    /** Bytes that a discrepancy shows. */
    private static final int MOST_SHOWN = 8;

    private final PatchRecord record;
    private final ElfImage image;
    private final byte[] original;
    private final byte[] patched;
    private final List<Discrepancy> first = new ArrayList<>();
    private long count;

    Comparison(PatchRecord record, ElfImage image, byte[] patched) {
      this.record = record;
      this.image = image;
      this.original = new byte[image.size()];
      this.patched = patched;
      image.bytes().get(0, original);
    }

    Verification run() {
      compareIdentity("original", record.input(), original);
      compareIdentity("patched file", record.output(), patched);
      int from = 0;
      for (Edit edit : record.edits()) {
        compareUnrecorded(from, (int) edit.fileOffset());
        compareEdit("original", edit, edit.oldBytes(), original);
        compareEdit("patched file", edit, edit.newBytes(), patched);
        from = (int) edit.endOffset();
      }
      compareUnrecorded(from, Math.min(original.length, patched.length));
      return new Verification(record.edits().size(), count, first);
    }

    private void compareIdentity(String where, FileIdentity expected, byte[] file) {
      FileIdentity found = FileIdentity.of(file);
      if (!found.equals(expected)) {
        add(
            new Discrepancy(
                where,
                OptionalLong.empty(),
                OptionalLong.empty(),
                expected.toString(),
                found.toString()));
      }
    }

    private void compareEdit(String where, Edit edit, Bytes expected, byte[] file) {
      byte[] bytes = expected.toArray();
      int start = (int) Math.min(edit.fileOffset(), file.length);
      int end = Math.min(start + bytes.length, file.length);
      int at = Arrays.mismatch(bytes, 0, bytes.length, file, start, end);
      if (at >= 0) {
        long offset = edit.fileOffset() + at;
        add(
            new Discrepancy(
                "%s, %s %s".formatted(where, edit.kind().text(), edit.symbol()),
                OptionalLong.of(offset),
                edit.address().isPresent()
                    ? OptionalLong.of(edit.address().getAsLong() + at)
                    : image.addressOf(offset),
                hex(bytes, at, bytes.length),
                hex(file, (int) offset, end)));
      }
    }

    /** Bytes that no edit covers must be the original's; each wrong word is one discrepancy. */
    private void compareUnrecorded(int from, int to) {
      int end = Math.min(to, Math.min(original.length, patched.length));
      int at = from;
      while (at < end) {
        int distance = Arrays.mismatch(original, at, end, patched, at, end);
        if (distance < 0) {
          return;
        }
        int word = Math.max(from, (at + distance) & -WORD_SIZE);
        int wordEnd = Math.min(end, ((at + distance) & -WORD_SIZE) + WORD_SIZE);
        add(
            new Discrepancy(
                "patched file, unrecorded change",
                OptionalLong.of(word),
                image.addressOf(word),
                hex(original, word, wordEnd),
                hex(patched, word, wordEnd)));
        at = wordEnd;
      }
    }

    private void add(Discrepancy discrepancy) {
      count++;
      if (first.size() < MOST_NAMED) {
        first.add(discrepancy);
      }
    }

    private static String hex(byte[] bytes, int from, int to) {
      if (from >= to) {
        return "the end of the file";
      }
      int end = Math.min(to, from + MOST_SHOWN);
      return HexFormat.ofDelimiter(" ").formatHex(bytes, from, end) + (end < to ? " ..." : "");
    }
  }
}
