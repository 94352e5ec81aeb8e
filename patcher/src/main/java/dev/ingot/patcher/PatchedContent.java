package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.patcher.Edit.InstructionEdit;
import dev.ingot.patcher.Edit.PointerEdit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A patched file's bytes, the original's with every edit made, a window after the other: none of
 * both files is ever on the heap as a whole.
 */
final class PatchedContent implements WholeFile.Content {
  /** Bytes of a window: large enough that a system call for each costs nothing. */
  private static final int WINDOW = 1 << 20;

  private final ElfImage image;
  private final ByteBuffer original;
  private final List<Edit> edits;
  private final long size;

  /** Gets the windows by ascending offset. */
  @FunctionalInterface
  interface Sink {
    /** One window, from its position to its limit; it holds other bytes after the call. */
    void accept(ByteBuffer window) throws IOException;
  }

  /**
   * @param edits by ascending file offset
   */
  PatchedContent(ElfImage image, List<Edit> edits) {
    this.image = image;
    this.original = image.bytes();
    this.edits = edits;
    long end = edits.isEmpty() ? 0 : edits.getLast().endOffset();
    this.size = Math.max(end, image.size());
  }

  @Override
  public long size() {
    return size;
  }

  /**
   * Windows in which nothing changes go out in one piece as they stand in the original. They begin
   * at a multiple of their size, which lets the kernel take large pages for the file.
   */
  @Override
  public void writeTo(WritableByteChannel target) throws IOException {
    try (WindowsAhead changed =
        WindowsAhead.of(
            changedWindows(),
            () -> newWindow(size),
            (window, start) -> putTogether(window, start, size))) {
      long start = 0;
      while (start < size) {
        long end = unchangedUpTo(start);
        if (end > start) {
          writeAll(original.slice((int) start, (int) (end - start)), target);
        } else {
          end = start + WINDOW;
          writeAll(changed.next(), target);
        }
        start = end;
      }
    }
  }

  /** File offsets of the windows in which something changes, ascending. */
  private List<Long> changedWindows() {
    List<Long> starts = new ArrayList<>();
    for (long start = 0; start < size; start += WINDOW) {
      if (unchangedUpTo(start) == start) {
        starts.add(start);
      }
    }
    return starts;
  }

  private static void writeAll(ByteBuffer bytes, WritableByteChannel target) throws IOException {
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
  }

  /** Where the whole windows of unchanged bytes end that begin at a window's start. */
  private long unchangedUpTo(long start) {
    int next = PatchedBytes.firstBehind(edits, start);
    long end = next < edits.size() ? edits.get(next).fileOffset() : size;
    return Math.max(start, Math.min(end, original.limit()) & -WINDOW);
  }

  /**
   * Gives a stretch of the file.
   *
   * @param from file offset
   * @param to file offset behind, up to {@link #size}
   * @throws IOException from the sink only
   */
  void forEachWindow(long from, long to, Sink sink) throws IOException {
    ByteBuffer window = newWindow(to - from);
    for (long start = from; start < to; start += window.limit()) {
      sink.accept(putTogether(window, start, to));
    }
  }

  /** Room for a window, or for less if there is less. */
  private static ByteBuffer newWindow(long most) {
    return ByteBuffer.allocateDirect((int) Math.min(WINDOW, most)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Fills a window.
   *
   * @param start file offset of its first byte
   * @param to file offset that it does not go beyond
   * @return the window, from position 0 to its limit
   */
  private ByteBuffer putTogether(ByteBuffer window, long start, long to) {
    window.clear().limit((int) Math.min(window.capacity(), to - start));
    fill(window, start);
    long end = start + window.limit();
    // The first and the last may reach over the window's ends: part of each is in another window.
    for (int next = PatchedBytes.firstBehind(edits, start);
        next < edits.size() && edits.get(next).fileOffset() < end;
        next++) {
      make(edits.get(next), window, start);
    }
    return window;
  }

  /** Whether an edit changes something from one file offset up to, not including, another. */
  boolean changes(long from, long to) {
    int first = PatchedBytes.firstBehind(edits, from);
    return first < edits.size() && edits.get(first).fileOffset() < to;
  }

  /** The original's bytes, and zeros behind its end. */
  private void fill(ByteBuffer window, long start) {
    int kept = Math.clamp(original.limit() - start, 0, window.limit());
    if (kept > 0) {
      window.put(0, original, (int) start, kept);
    }
    for (int at = kept; at < window.limit(); at++) {
      window.put(at, (byte) 0);
    }
  }

  private void make(Edit edit, ByteBuffer window, long start) {
    long offset = edit.fileOffset();
    if (offset < start || edit.endOffset() > start + window.limit()) {
      makePart(edit, window, start);
      return;
    }
    int at = (int) (offset - start);
    switch (edit) {
      case InstructionEdit instruction -> {
        require(window.getInt(at) == instruction.oldWord(), edit);
        window.putInt(at, instruction.newWord());
      }
      case PointerEdit pointer -> {
        require(window.getLong(at) == pointer.oldValue(), edit);
        window.putLong(at, pointer.newValue());
      }
      default -> makePart(edit, window, start);
    }
  }

  /** What of an edit lies in the window. */
  private void makePart(Edit edit, ByteBuffer window, long start) {
    Bytes before = edit.oldBytes();
    Bytes after = edit.newBytes();
    int from = (int) Math.max(0, start - edit.fileOffset());
    int to = (int) Math.min(after.size(), start + window.limit() - edit.fileOffset());
    int at = (int) (edit.fileOffset() + from - start);
    if (before.size() > 0) {
      require(before.standsIn(window, at, from, to), edit);
    }
    after.copyTo(window, at, from, to);
  }

  private void require(boolean held, Edit edit) {
    if (!held) {
      throw image.refuse(
          "file offset 0x%x (%s)".formatted(edit.fileOffset(), edit.symbol()),
          "other bytes than when it was read",
          "a file that nobody changes meanwhile",
          "try again when it is complete");
    }
  }
}
