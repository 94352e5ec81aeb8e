package dev.ingot.emulator.device.virtio;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Storage over another that is only read: what is written stays in memory and is gone with this
 * object.
 */
public final class CopyOnWriteStorage implements BlockStorage {
  private static final int BLOCK = 4096;

  private final BlockStorage below;
  private final Map<Long, byte[]> written = new HashMap<>();

  /** Reads from {@code below} what was not written. */
  public CopyOnWriteStorage(BlockStorage below) {
    this.below = below;
  }

  @Override
  public long size() {
    return below.size();
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public void read(long position, byte[] buffer) {
    below.read(position, buffer);
    for (int at = 0; at < buffer.length; at += piece(position + at, buffer.length - at)) {
      byte[] block = written.get((position + at) / BLOCK);
      if (block != null) {
        int offset = (int) ((position + at) % BLOCK);
        System.arraycopy(block, offset, buffer, at, piece(position + at, buffer.length - at));
      }
    }
  }

  @Override
  public void write(long position, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += piece(position + at, bytes.length - at)) {
      byte[] block = written.computeIfAbsent((position + at) / BLOCK, this::copy);
      int offset = (int) ((position + at) % BLOCK);
      System.arraycopy(bytes, at, block, offset, piece(position + at, bytes.length - at));
    }
  }

  /** Bytes from a position on that lie in its block. */
  private static int piece(long position, int left) {
    return (int) Math.min(left, BLOCK - position % BLOCK);
  }

  private byte[] copy(long number) {
    long start = number * BLOCK;
    byte[] present = new byte[(int) Math.min(BLOCK, below.size() - start)];
    below.read(start, present);
    return Arrays.copyOf(present, BLOCK);
  }

  @Override
  public void flush() {
    // There is nothing that could outlast the machine.
  }
}
