package dev.ingot.emulator.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.FakeInterruptController;
import dev.ingot.emulator.device.VirtMemoryMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A driver written from Virtio 1.2 (sections 2.7, 3.1 and 4.2.2) alone: brings a device up and puts
 * requests into its queues. RAM starts at physical address 0x40000000.
 */
final class TestDriver {
  static final int MAGIC_VALUE = 0x000;
  static final int VERSION = 0x004;
  static final int DEVICE_ID = 0x008;
  static final int DEVICE_FEATURES = 0x010;
  static final int DEVICE_FEATURES_SEL = 0x014;
  static final int DRIVER_FEATURES = 0x020;
  static final int DRIVER_FEATURES_SEL = 0x024;
  static final int QUEUE_SEL = 0x030;
  static final int QUEUE_NUM_MAX = 0x034;
  static final int QUEUE_NUM = 0x038;
  static final int QUEUE_READY = 0x044;
  static final int QUEUE_NOTIFY = 0x050;
  static final int INTERRUPT_STATUS = 0x060;
  static final int INTERRUPT_ACK = 0x064;
  static final int STATUS = 0x070;
  static final int QUEUE_DESC_LOW = 0x080;
  static final int QUEUE_DRIVER_LOW = 0x090;
  static final int QUEUE_DEVICE_LOW = 0x0a0;
  static final int CONFIG = 0x100;

  static final int ACKNOWLEDGE = 1;
  static final int DRIVER = 2;
  static final int DRIVER_OK = 4;
  static final int FEATURES_OK = 8;
  static final int NEEDS_RESET = 0x40;

  static final int NEXT = 1;
  static final int WRITE = 2;

  static final int SLOT = 31;
  static final int INTERRUPT = 32 + 16 + SLOT;
  static final long RAM = 0x4000_0000L;
  static final int QUEUE_SIZE = 8;

  private static final int RAM_BYTES = 1 << 20;
  private static final int QUEUE_BYTES = 0x1000;
  private static final int AVAILABLE_AT = 0x400;
  private static final int USED_AT = 0x800;
  private static final int BUFFERS_AT = 0x8_0000;

  final FakeInterruptController gic = new FakeInterruptController();
  final VirtioMmio device;
  private final ByteBuffer ram = ByteBuffer.allocate(RAM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final int[] descriptorsUsed = new int[16];
  private int nextBuffer = BUFFERS_AT;

  TestDriver(VirtioDevice kind) {
    device = new VirtioMmio(SLOT, gic, new TestRam(), kind);
  }

  private final class TestRam implements GuestRam {
    @Override
    public byte[] read(long pa, int length) {
      byte[] bytes = new byte[length];
      ram.get(offset(pa, length), bytes);
      return bytes;
    }

    @Override
    public void write(long pa, byte[] bytes) {
      ram.put(offset(pa, bytes.length), bytes);
    }

    private int offset(long pa, int length) {
      if (pa < RAM || pa + length > RAM + RAM_BYTES) {
        throw new IllegalArgumentException("not RAM: 0x" + Long.toHexString(pa));
      }
      return (int) (pa - RAM);
    }
  }

  int register(int offset) {
    return (int) device.read(offset, 4);
  }

  void register(int offset, int value) {
    device.write(offset, 4, value);
  }

  /** Section 3.1.1, with all features below bit 24 accepted and queues 0 to count - 1 set up. */
  TestDriver bringUp(int queues) {
    register(STATUS, 0);
    register(STATUS, ACKNOWLEDGE | DRIVER);
    register(DRIVER_FEATURES_SEL, 0);
    register(DRIVER_FEATURES, register(DEVICE_FEATURES));
    register(DRIVER_FEATURES_SEL, 1);
    register(DRIVER_FEATURES, 1);
    register(STATUS, ACKNOWLEDGE | DRIVER | FEATURES_OK);
    assertThat(register(STATUS)).isEqualTo(ACKNOWLEDGE | DRIVER | FEATURES_OK);
    for (int queue = 0; queue < queues; queue++) {
      setUp(queue);
    }
    register(STATUS, ACKNOWLEDGE | DRIVER | FEATURES_OK | DRIVER_OK);
    return this;
  }

  private void setUp(int queue) {
    int at = (int) RAM + queue * QUEUE_BYTES;
    register(QUEUE_SEL, queue);
    register(QUEUE_NUM, QUEUE_SIZE);
    register(QUEUE_DESC_LOW, at);
    register(QUEUE_DRIVER_LOW, at + AVAILABLE_AT);
    register(QUEUE_DEVICE_LOW, at + USED_AT);
    register(QUEUE_READY, 1);
  }

  /** A buffer with content, as a new piece of RAM. */
  long buffer(byte[] content) {
    int at = nextBuffer;
    ram.put(at, content);
    nextBuffer += content.length;
    return RAM + at;
  }

  byte[] content(long pa, int length) {
    byte[] bytes = new byte[length];
    ram.get((int) (pa - RAM), bytes);
    return bytes;
  }

  /** Writes a descriptor without making it available. */
  void descriptor(int queue, int index, long pa, int length, int flags, int next) {
    int at = queue * QUEUE_BYTES + 16 * index;
    ram.putLong(at, pa).putInt(at + 8, length);
    ram.putShort(at + 12, (short) flags).putShort(at + 14, (short) next);
  }

  /** Makes a chain available and notifies the device. */
  void makeAvailable(int queue, int head) {
    int available = queue * QUEUE_BYTES + AVAILABLE_AT;
    int index = ram.getShort(available + 2) & 0xffff;
    ram.putShort(available + 4 + 2 * (index % QUEUE_SIZE), (short) head);
    ram.putShort(available + 2, (short) (index + 1));
    register(QUEUE_NOTIFY, queue);
  }

  /** Asks the device not to interrupt for this queue (VIRTQ_AVAIL_F_NO_INTERRUPT). */
  void wantNoInterrupt(int queue) {
    ram.putShort(queue * QUEUE_BYTES + AVAILABLE_AT, (short) 1);
  }

  /** Sends content as a request of one buffer that the device reads. */
  void send(int queue, byte[] content) {
    int index = descriptorsUsed[queue]++ % QUEUE_SIZE;
    descriptor(queue, index, buffer(content), content.length, 0, 0);
    makeAvailable(queue, index);
  }

  /** Makes an empty buffer available and returns its address. */
  long offer(int queue, int length) {
    long pa = buffer(new byte[length]);
    int index = descriptorsUsed[queue]++ % QUEUE_SIZE;
    descriptor(queue, index, pa, length, WRITE, 0);
    makeAvailable(queue, index);
    return pa;
  }

  /** Requests of a queue that the device has given back since the start. */
  int usedCount(int queue) {
    return ram.getShort(queue * QUEUE_BYTES + USED_AT + 2) & 0xffff;
  }

  /** Bytes that the device says it wrote into its n-th request. */
  int usedLength(int queue, int n) {
    return ram.getInt(queue * QUEUE_BYTES + USED_AT + 4 + 8 * (n % QUEUE_SIZE) + 4);
  }

  boolean interruptLine() {
    return gic.level(INTERRUPT);
  }

  static byte[] zeroes(int count) {
    return new byte[count];
  }

  static byte[] filled(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static long base() {
    return VirtMemoryMap.VIRTIO_BASE + SLOT * VirtMemoryMap.VIRTIO_SIZE;
  }
}
