package dev.ingot.patcher;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * One recorded change of the file: what stood where, and what stands there now. Edits of a plan do
 * not overlap, and putting every old value back gives the original.
 */
public sealed interface Edit {
  /** Offset of the first byte, in the original and in the patched file. */
  long fileOffset();

  /** VA of the first byte, empty when it is not loaded. */
  OptionalLong address();

  EditKind kind();

  /** What is changed, in the field's terms: a function, variable or structure. */
  String symbol();

  /** The bytes before; none when the file grows. */
  Bytes oldBytes();

  Bytes newBytes();

  /** First file offset behind the change. */
  default long endOffset() {
    return fileOffset() + newBytes().size();
  }

  /**
   * One A64 instruction.
   *
   * @param holder tells what it is a part of
   */
  record InstructionEdit(
      long fileOffset,
      long virtualAddress,
      EditKind kind,
      CodeHolder holder,
      int oldWord,
      int newWord)
      implements Edit {
    @Override
    public String symbol() {
      return holder.nameAt(virtualAddress);
    }

    @Override
    public long endOffset() {
      return fileOffset + Integer.BYTES;
    }

    @Override
    public OptionalLong address() {
      return OptionalLong.of(virtualAddress);
    }

    @Override
    public Bytes oldBytes() {
      return word(oldWord);
    }

    @Override
    public Bytes newBytes() {
      return word(newWord);
    }

    private static Bytes word(int value) {
      return Bytes.of(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }
  }

  /** One 64-bit address. */
  record PointerEdit(
      long fileOffset,
      OptionalLong address,
      EditKind kind,
      String symbol,
      long oldValue,
      long newValue)
      implements Edit {
    @Override
    public long endOffset() {
      return fileOffset + Long.BYTES;
    }

    @Override
    public Bytes oldBytes() {
      return pointer(oldValue);
    }

    @Override
    public Bytes newBytes() {
      return pointer(newValue);
    }

    private static Bytes pointer(long value) {
      return Bytes.of(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }
  }

  /** A structure that is replaced by one of the same size. */
  record StructureEdit(
      long fileOffset,
      OptionalLong address,
      EditKind kind,
      String symbol,
      Bytes oldBytes,
      Bytes newBytes)
      implements Edit {
    public StructureEdit {
      if (oldBytes.size() != newBytes.size()) {
        throw new IllegalArgumentException(
            symbol + ": " + oldBytes.size() + " bytes replaced by " + newBytes.size());
      }
    }
  }

  /** Bytes behind the end of the original file. */
  record AppendEdit(
      long fileOffset, OptionalLong address, EditKind kind, String symbol, Bytes newBytes)
      implements Edit {
    @Override
    public Bytes oldBytes() {
      return Bytes.none();
    }
  }
}
