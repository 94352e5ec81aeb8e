package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.patcher.Edit.AppendEdit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Edits as a whole: in order, made in a copy on the heap, or taken back. */
final class PatchedBytes {
  private PatchedBytes() {}

  /**
   * The edits by file offset, checked: none overlaps another. Sorts numbers instead of objects,
   * each an edit's file offset, which has 31 bits, above its index.
   */
  static List<Edit> inOrder(List<Edit> edits) {
    Edit[] given = edits.toArray(new Edit[0]);
    long[] places = new long[given.length];
    long[] ends = new long[given.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = (long) Math.toIntExact(given[i].fileOffset()) << Integer.SIZE | i;
      ends[i] = given[i].endOffset();
    }
    Arrays.sort(places);
    Edit[] sorted = new Edit[given.length];
    long end = 0;
    for (int i = 0; i < sorted.length; i++) {
      int index = (int) places[i];
      sorted[i] = given[index];
      if (places[i] >>> Integer.SIZE < end) {
        throw overlapping(sorted[i]);
      }
      end = ends[index];
    }
    return Collections.unmodifiableList(Arrays.asList(sorted));
  }

  /** The edits, which are in order, with one more in its place. */
  static List<Edit> with(List<Edit> inOrder, Edit edit) {
    int place = firstBehind(inOrder, edit.fileOffset());
    if (place > 0) {
      requireApart(inOrder.get(place - 1), edit);
    }
    if (place < inOrder.size()) {
      requireApart(edit, inOrder.get(place));
    }
    // Arrays are copied as a whole; a list's elements would be asked for one by one.
    Edit[] given = inOrder.toArray(new Edit[0]);
    Edit[] all = new Edit[given.length + 1];
    System.arraycopy(given, 0, all, 0, place);
    all[place] = edit;
    System.arraycopy(given, place, all, place + 1, given.length - place);
    return Collections.unmodifiableList(Arrays.asList(all));
  }

  /** Index of the first edit that ends behind a file offset. */
  static int firstBehind(List<Edit> inOrder, long offset) {
    int low = 0;
    int high = inOrder.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (inOrder.get(middle).endOffset() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void requireApart(Edit edit, Edit next) {
    if (next.fileOffset() < edit.endOffset()) {
      throw overlapping(next);
    }
  }

  private static IllegalStateException overlapping(Edit next) {
    return new IllegalStateException(
        "edits overlap at file offset 0x%x (%s)".formatted(next.fileOffset(), next.symbol()));
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
