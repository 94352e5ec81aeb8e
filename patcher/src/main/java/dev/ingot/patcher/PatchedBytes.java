package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.patcher.Edit.AppendEdit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Edits as a whole: in order, made in a copy on the heap, or taken back. */
final class PatchedBytes {
  private static final Comparator<Edit> BY_OFFSET =
      (one, other) -> Long.compare(one.fileOffset(), other.fileOffset());

  private PatchedBytes() {}

  /** The edits by file offset, checked: none overlaps another. */
  static List<Edit> inOrder(List<Edit> edits) {
    Edit[] sorted = edits.toArray(Edit[]::new);
    Arrays.sort(sorted, BY_OFFSET);
    long end = 0;
    for (Edit edit : sorted) {
      if (edit.fileOffset() < end) {
        throw new IllegalStateException(
            "edits overlap at file offset 0x%x (%s)".formatted(edit.fileOffset(), edit.symbol()));
      }
      end = edit.endOffset();
    }
    return List.of(sorted);
  }

  /**
   * The original with every edit made.
   *
   * @param edits in any order
   */
  static byte[] apply(ElfImage original, List<Edit> edits) {
    PatchedContent content = new PatchedContent(original, inOrder(edits));
    return stretch(content, 0, content.size());
  }

  /** A copy of a stretch of the patched file, by file offsets. */
  static byte[] stretch(PatchedContent content, long from, long to) {
    ByteBuffer copy = ByteBuffer.allocate(Math.toIntExact(to - from));
    try {
      content.forEachWindow(from, to, copy::put);
    } catch (IOException e) {
      throw new UncheckedIOException("a copy in memory fails nowhere", e);
    }
    return copy.array();
  }

  /** The patched file with every edit taken back. */
  static byte[] undo(byte[] patched, List<Edit> edits) {
    int size =
        edits.stream()
            .filter(AppendEdit.class::isInstance)
            .mapToInt(edit -> Math.toIntExact(edit.fileOffset()))
            .min()
            .orElse(patched.length);
    byte[] original = Arrays.copyOf(patched, size);
    for (Edit edit : edits) {
      int offset = Math.toIntExact(edit.fileOffset());
      require(holds(patched, offset, edit.newBytes()), edit);
      edit.oldBytes().copyTo(original, Math.min(offset, size));
    }
    return original;
  }

  private static boolean holds(byte[] file, int offset, Bytes expected) {
    return expected.size() == 0
        || offset + expected.size() <= file.length && expected.standsIn(file, offset);
  }

  private static void require(boolean held, Edit edit) {
    if (!held) {
      throw new IllegalStateException(
          "%s at file offset 0x%x: the file holds other bytes than the edit says"
              .formatted(edit.symbol(), edit.fileOffset()));
    }
  }
}
