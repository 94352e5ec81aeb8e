package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.patcher.Edit.AppendEdit;
import dev.ingot.patcher.Edit.InstructionEdit;
import dev.ingot.patcher.Edit.PointerEdit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /**
   * The original with every edit made.
   *
   * @param edits in any order
   */
  static byte[] apply(ElfImage original, List<Edit> edits) {
    long size = edits.stream().mapToLong(Edit::endOffset).max().orElse(0);
    byte[] patched = new byte[Math.toIntExact(Math.max(size, original.size()))];
    original.bytes().get(0, patched, 0, original.size());
    ByteBuffer words = ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN);
    for (Edit edit : edits) {
      make(edit, patched, words);
    }
    return patched;
  }

  private static void make(Edit edit, byte[] patched, ByteBuffer words) {
    int offset = Math.toIntExact(edit.fileOffset());
    switch (edit) {
      case InstructionEdit instruction -> {
        require(words.getInt(offset) == instruction.oldWord(), edit);
        words.putInt(offset, instruction.newWord());
      }
      case PointerEdit pointer -> {
        require(words.getLong(offset) == pointer.oldValue(), edit);
        words.putLong(offset, pointer.newValue());
      }
      default -> {
        require(holds(patched, offset, edit.oldBytes()), edit);
        edit.newBytes().copyTo(patched, offset);
      }
    }
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
