package dev.ingot.emulator.device.virtio;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The block device (Virtio 1.2 section 5.2): reads, writes, flushes and its serial number. */
public final class VirtioBlock implements VirtioDevice {
  private static final int TYPE = 2;
  private static final int REQUEST_QUEUE = 0;
  private static final int SECTOR_BYTES = 512;

  private static final long FEATURE_SEGMENTS_MAX = 1 << 2;
  private static final long FEATURE_READ_ONLY = 1 << 5;
  private static final long FEATURE_BLOCK_SIZE = 1 << 6;
  private static final long FEATURE_FLUSH = 1 << 9;

  /** Configuration: capacity u64, size_max u32, seg_max u32, geometry 4 bytes, blk_size u32. */
  private static final int CONFIGURATION_BYTES = 24;

  /** A header and a status byte share the queue with the data's segments. */
  private static final int SEGMENTS_MAX = SplitQueue.MAX_SIZE - 2;

  private static final int HEADER_BYTES = 16;
  private static final int STATUS_BYTES = 1;
  private static final int TYPE_IN = 0;
  private static final int TYPE_OUT = 1;
  private static final int TYPE_FLUSH = 4;
  private static final int TYPE_GET_ID = 8;
  private static final int ID_BYTES = 20;
  private static final byte STATUS_OK = 0;
  private static final byte STATUS_IO_ERROR = 1;
  private static final byte STATUS_UNSUPPORTED = 2;

  private final BlockStorage storage;
  private final byte[] serial;
  private Queues queues;

  /**
   * @param serial what the driver shows as serial number, at most 20 ASCII characters
   */
  public VirtioBlock(BlockStorage storage, String serial) {
    this.storage = storage;
    this.serial = Arrays.copyOf(serial.getBytes(StandardCharsets.US_ASCII), ID_BYTES);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public long features() {
    return FEATURE_SEGMENTS_MAX
        | FEATURE_BLOCK_SIZE
        | FEATURE_FLUSH
        | (storage.readOnly() ? FEATURE_READ_ONLY : 0);
  }

  @Override
  public int queueCount() {
    return 1;
  }

  @Override
  public byte[] configuration() {
    return ByteBuffer.allocate(CONFIGURATION_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(sectors())
        .putInt(0)
        .putInt(SEGMENTS_MAX)
        .putInt(0)
        .putInt(SECTOR_BYTES)
        .array();
  }

  @Override
  public void start(Queues transport, long acceptedFeatures) {
    queues = transport;
  }

  @Override
  public void reset() {
    // Nothing of an earlier driver stays.
  }

  @Override
  public void notified(int queue) {
    Optional<DescriptorChain> request = queues.take(REQUEST_QUEUE);
    while (request.isPresent()) {
      serve(request.get());
      queues.giveBack(REQUEST_QUEUE, request.get());
      request = queues.take(REQUEST_QUEUE);
    }
  }

  private void serve(DescriptorChain chain) {
    byte[] request = chain.contents();
    if (request.length < HEADER_BYTES || chain.room() < STATUS_BYTES) {
      throw new VirtqueueException(
          "a block request of %d bytes to read and %d to write"
              .formatted(request.length, chain.room()));
    }
    byte status;
    try {
      status = serve(request, chain);
    } catch (UncheckedIOException e) {
      status = STATUS_IO_ERROR;
    }
    // The status is the last byte, also when less data than asked for came before it.
    byte[] rest = new byte[chain.room()];
    rest[rest.length - 1] = status;
    chain.write(rest, 0, rest.length);
  }

  private byte serve(byte[] request, DescriptorChain chain) {
    ByteBuffer header = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
    int type = header.getInt();
    long sector = header.getLong(Long.BYTES);
    return switch (type) {
      case TYPE_IN -> read(sector, chain);
      case TYPE_OUT -> write(sector, Arrays.copyOfRange(request, HEADER_BYTES, request.length));
      case TYPE_FLUSH -> {
        storage.flush();
        yield STATUS_OK;
      }
      case TYPE_GET_ID -> {
        chain.write(serial, 0, Math.min(ID_BYTES, chain.room() - STATUS_BYTES));
        yield STATUS_OK;
      }
      default -> STATUS_UNSUPPORTED;
    };
  }

  private byte read(long sector, DescriptorChain chain) {
    byte[] data = new byte[chain.room() - STATUS_BYTES];
    if (!isInside(sector, data.length)) {
      return STATUS_IO_ERROR;
    }
    storage.read(sector * SECTOR_BYTES, data);
    chain.write(data, 0, data.length);
    return STATUS_OK;
  }

  private byte write(long sector, byte[] data) {
    if (storage.readOnly() || !isInside(sector, data.length)) {
      return STATUS_IO_ERROR;
    }
    storage.write(sector * SECTOR_BYTES, data);
    return STATUS_OK;
  }

  private boolean isInside(long sector, int bytes) {
    long count = bytes / SECTOR_BYTES;
    return bytes % SECTOR_BYTES == 0 && sector >= 0 && sector <= sectors() - count;
  }

  private long sectors() {
    return storage.size() / SECTOR_BYTES;
  }
}
