package dev.ingot.emulator.device.virtio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What a block device keeps its sectors in. Positions and sizes are in bytes. */
public interface BlockStorage {
  /** Size in bytes; what is no whole sector at the end cannot be reached. */
  long size();

  /** Whether writes are refused. */
  boolean readOnly();

  /** Fills {@code buffer} from {@code position}; the range lies inside. */
  void read(long position, byte[] buffer);

  /** Stores {@code bytes} at {@code position}; the range lies inside. */
  void write(long position, byte[] bytes);

  /** Makes what was written outlast the machine. */
  void flush();

  /** Storage in memory: {@code content} itself, changed by writes. */
  static BlockStorage of(byte[] content, boolean readOnly) {
    return new BlockStorage() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public boolean readOnly() {
        return readOnly;
      }

      @Override
      public void read(long position, byte[] buffer) {
        System.arraycopy(content, (int) position, buffer, 0, buffer.length);
      }

      @Override
      public void write(long position, byte[] bytes) {
        System.arraycopy(bytes, 0, content, (int) position, bytes.length);
      }

      @Override
      public void flush() {
        // Memory is all there is.
      }
    };
  }

  /**
   * An open file. Its size is the one that it has now.
   *
   * @throws IOException when the size cannot be read
   */
  static BlockStorage of(FileChannel file, boolean readOnly) throws IOException {
    long size = file.size();
    return new BlockStorage() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public boolean readOnly() {
        return readOnly;
      }

      @Override
      public void read(long position, byte[] buffer) {
        ByteBuffer into = ByteBuffer.wrap(buffer);
        try {
          while (into.hasRemaining() && file.read(into, position + into.position()) >= 0) {
            // A file that has become shorter reads as zeroes.
          }
        } catch (IOException e) {
          throw new UncheckedIOException("the disk's file cannot be read", e);
        }
      }

      @Override
      public void write(long position, byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
          while (from.hasRemaining()) {
            file.write(from, position + from.position());
          }
        } catch (IOException e) {
          throw new UncheckedIOException("the disk's file cannot be written", e);
        }
      }

      @Override
      public void flush() {
        try {
          file.force(false);
        } catch (IOException e) {
          throw new UncheckedIOException("the disk's file cannot be written", e);
        }
      }
    };
  }
}
