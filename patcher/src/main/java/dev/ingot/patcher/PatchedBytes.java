package dev.ingot.patcher;

import dev.ingot.patcher.Edit.AppendEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The only place that changes a program's bytes: applies edits to a copy, or takes them back. */
final class PatchedBytes {
  private PatchedBytes() {}

  /** The edits by file offset, checked: none overlaps another. */
  static List<Edit> inOrder(List<Edit> edits) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(Comparator.comparingLong(Edit::fileOffset));
    long end = 0;
    for (Edit edit : sorted) {
      if (edit.fileOffset() < end) {
        throw new IllegalStateException(
            "edits overlap at file offset 0x%x (%s)".formatted(edit.fileOffset(), edit.symbol()));
      }
      end = edit.endOffset();
    }
    return List.copyOf(sorted);
  }

  /** The original with every edit made. */
  static byte[] apply(byte[] original, List<Edit> edits) {
    long size = edits.stream().mapToLong(Edit::endOffset).max().orElse(0);
    byte[] patched = Arrays.copyOf(original, Math.toIntExact(Math.max(size, original.length)));
    for (Edit edit : edits) {
      int offset = Math.toIntExact(edit.fileOffset());
      requireBytes(original, offset, edit, edit.oldBytes());
      edit.newBytes().copyTo(patched, offset);
    }
    return patched;
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
      requireBytes(patched, offset, edit, edit.newBytes());
      edit.oldBytes().copyTo(original, Math.min(offset, size));
    }
    return original;
  }

  private static void requireBytes(byte[] file, int offset, Edit edit, Bytes expected) {
    if (expected.size() > 0
        && (offset + expected.size() > file.length || !expected.standsIn(file, offset))) {
      throw new IllegalStateException(
          "%s at file offset 0x%x: the file does not hold %s"
              .formatted(edit.symbol(), offset, expected));
    }
  }
}
