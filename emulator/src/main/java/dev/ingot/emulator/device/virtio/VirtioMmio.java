package dev.ingot.emulator.device.virtio;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.WordRegisters;
import java.util.Arrays;
import java.util.Optional;

/**
 * The MMIO transport of one virtio device, version 2 (Virtio 1.2 section 4.2). The legacy interface
 * (version 1) is not there.
 */
public final class VirtioMmio implements WordRegisters, EventSource, VirtioDevice.Queues {
  static final int MAGIC_VALUE = 0x000;
  static final int VERSION = 0x004;
  private static final int DEVICE_ID = 0x008;
  private static final int VENDOR_ID = 0x00c;
  private static final int DEVICE_FEATURES = 0x010;
  private static final int DEVICE_FEATURES_SELECT = 0x014;
  private static final int DRIVER_FEATURES = 0x020;
  private static final int DRIVER_FEATURES_SELECT = 0x024;
  private static final int QUEUE_SELECT = 0x030;
  private static final int QUEUE_SIZE_MAX = 0x034;
  private static final int QUEUE_SIZE = 0x038;
  private static final int QUEUE_READY = 0x044;
  private static final int QUEUE_NOTIFY = 0x050;
  private static final int INTERRUPT_STATUS = 0x060;
  private static final int INTERRUPT_ACKNOWLEDGE = 0x064;
  private static final int STATUS = 0x070;
  private static final int QUEUE_DESCRIPTORS = 0x080;
  private static final int QUEUE_DRIVER = 0x090;
  private static final int QUEUE_DEVICE = 0x0a0;
  private static final int SHARED_MEMORY_LENGTH = 0x0b0;
  private static final int SHARED_MEMORY_BASE = 0x0b8;
  private static final int CONFIGURATION_GENERATION = 0x0fc;
  private static final int CONFIGURATION = 0x100;

  /** Distance from the low to the high half of a 64-bit register pair. */
  private static final int HIGH_HALF = 4;

  static final int MAGIC = 0x7472_6976; // "virt"
  static final int VERSION_MODERN = 2;
  private static final int VENDOR = 0x544f_474e; // "NGOT"
  private static final int NO_SHARED_MEMORY = -1;

  private static final int STATUS_DRIVER_OK = 4;
  private static final int STATUS_FEATURES_OK = 8;
  private static final int STATUS_NEEDS_RESET = 0x40;

  private static final int INTERRUPT_USED_BUFFER = 1;
  private static final int INTERRUPT_CONFIGURATION = 2;

  /** VIRTIO_F_VERSION_1 (section 6): the driver has to accept it. */
  private static final long FEATURE_VERSION_1 = 1L << 32;

  private final long base;
  private final int intId;
  private final InterruptController gic;
  private final VirtioDevice device;
  private final SplitQueue[] queues;
  private int deviceFeaturesSelect;
  private int driverFeaturesSelect;
  private long driverFeatures;
  private int queueSelect;
  private int status;
  private int interruptStatus;

  /**
   * @param slot 0 to {@link VirtMemoryMap#VIRTIO_SLOTS} - 1: fixes address and interrupt
   */
  public VirtioMmio(int slot, InterruptController gic, GuestRam ram, VirtioDevice device) {
    base = VirtMemoryMap.VIRTIO_BASE + slot * VirtMemoryMap.VIRTIO_SIZE;
    intId = VirtMemoryMap.VIRTIO_INTERRUPT + slot;
    this.gic = gic;
    this.device = device;
    queues = new SplitQueue[device.queueCount()];
    Arrays.setAll(queues, index -> new SplitQueue(ram));
  }

  @Override
  public long base() {
    return base;
  }

  @Override
  public long size() {
    return VirtMemoryMap.VIRTIO_SIZE;
  }

  @Override
  public int readWord(int offset) {
    return switch (offset) {
      case MAGIC_VALUE -> MAGIC;
      case VERSION -> VERSION_MODERN;
      case DEVICE_ID -> device.type();
      case VENDOR_ID -> VENDOR;
      case DEVICE_FEATURES -> half(device.features() | FEATURE_VERSION_1, deviceFeaturesSelect);
      case QUEUE_SIZE_MAX -> selected() == null ? 0 : SplitQueue.MAX_SIZE;
      case QUEUE_READY -> selected() != null && selected().ready() ? 1 : 0;
      case INTERRUPT_STATUS -> interruptStatus;
      case STATUS -> status;
      case SHARED_MEMORY_LENGTH,
          SHARED_MEMORY_LENGTH + HIGH_HALF,
          SHARED_MEMORY_BASE,
          SHARED_MEMORY_BASE + HIGH_HALF ->
          NO_SHARED_MEMORY;
      // The configurations of these devices never change.
      case CONFIGURATION_GENERATION -> 0;
      default -> offset >= CONFIGURATION ? configurationWord(offset - CONFIGURATION) : 0;
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    switch (offset) {
      case DEVICE_FEATURES_SELECT -> deviceFeaturesSelect = value;
      case DRIVER_FEATURES_SELECT -> driverFeaturesSelect = value;
      case DRIVER_FEATURES ->
          driverFeatures = withHalf(driverFeatures, driverFeaturesSelect, value);
      case QUEUE_SELECT -> queueSelect = value;
      case QUEUE_NOTIFY -> notified(value);
      case INTERRUPT_ACKNOWLEDGE -> interrupts(interruptStatus & ~value);
      case STATUS -> status(value & 0xff);
      default -> {
        if (selected() != null) {
          writeQueueRegister(selected(), offset, value);
        }
      }
    }
  }

  private static void writeQueueRegister(SplitQueue queue, int offset, int value) {
    switch (offset) {
      case QUEUE_SIZE -> queue.size(value);
      case QUEUE_READY -> queue.ready((value & 1) != 0);
      case QUEUE_DESCRIPTORS -> queue.descriptors(withHalf(queue.descriptors(), 0, value));
      case QUEUE_DESCRIPTORS + HIGH_HALF ->
          queue.descriptors(withHalf(queue.descriptors(), 1, value));
      case QUEUE_DRIVER -> queue.available(withHalf(queue.available(), 0, value));
      case QUEUE_DRIVER + HIGH_HALF -> queue.available(withHalf(queue.available(), 1, value));
      case QUEUE_DEVICE -> queue.used(withHalf(queue.used(), 0, value));
      case QUEUE_DEVICE + HIGH_HALF -> queue.used(withHalf(queue.used(), 1, value));
      default -> {
        // Read-only, reserved, or configuration that no driver of these devices writes.
      }
    }
  }

  @Override
  public Optional<DescriptorChain> take(int queue) {
    return queues[queue].take();
  }

  @Override
  public void giveBack(int queue, DescriptorChain chain) {
    if (queues[queue].giveBack(chain)) {
      interrupts(interruptStatus | INTERRUPT_USED_BUFFER);
    }
  }

  @Override
  public long nextEventInstruction() {
    return device.nextEventInstruction();
  }

  @Override
  public void update() {
    serve(device::update);
  }

  /**
   * Runs the device's own work; a broken queue ends in DEVICE_NEEDS_RESET and a configuration
   * interrupt (section 2.1.2).
   */
  private void serve(Runnable work) {
    if ((status & (STATUS_DRIVER_OK | STATUS_NEEDS_RESET)) != STATUS_DRIVER_OK) {
      return;
    }
    try {
      work.run();
    } catch (VirtqueueException broken) {
      status |= STATUS_NEEDS_RESET;
      interrupts(interruptStatus | INTERRUPT_CONFIGURATION);
    }
  }

  private void notified(int queue) {
    if (queue >= 0 && queue < queues.length) {
      serve(() -> device.notified(queue));
    }
  }

  private void status(int value) {
    if (value == 0) {
      reset();
      return;
    }
    int settable = value & ~STATUS_NEEDS_RESET;
    if ((settable & STATUS_FEATURES_OK) != 0 && !featuresAcceptable()) {
      settable &= ~STATUS_FEATURES_OK;
    }
    boolean starts = (settable & ~status & STATUS_DRIVER_OK) != 0;
    status = status & STATUS_NEEDS_RESET | settable;
    if (starts) {
      serve(() -> device.start(this, driverFeatures));
    }
  }

  private boolean featuresAcceptable() {
    long offered = device.features() | FEATURE_VERSION_1;
    return (driverFeatures & ~offered) == 0 && (driverFeatures & FEATURE_VERSION_1) != 0;
  }

  private void reset() {
    for (SplitQueue queue : queues) {
      queue.reset();
    }
    device.reset();
    deviceFeaturesSelect = 0;
    driverFeaturesSelect = 0;
    driverFeatures = 0;
    queueSelect = 0;
    status = 0;
    interrupts(0);
  }

  private void interrupts(int value) {
    interruptStatus = value;
    gic.setLevel(intId, 0, value != 0);
  }

  private SplitQueue selected() {
    return queueSelect >= 0 && queueSelect < queues.length ? queues[queueSelect] : null;
  }

  private int configurationWord(int offset) {
    byte[] all = device.configuration();
    int word = 0;
    for (int i = 0; i < Integer.BYTES && offset + i < all.length; i++) {
      word |= (all[offset + i] & 0xff) << i * Byte.SIZE;
    }
    return word;
  }

  /** The low (0) or high (1) 32 bits; zero for any other selection. */
  private static int half(long value, int select) {
    return switch (select) {
      case 0 -> (int) value;
      case 1 -> (int) (value >>> Integer.SIZE);
      default -> 0;
    };
  }

  private static long withHalf(long value, int select, int half) {
    return switch (select) {
      case 0 -> value & -1L << Integer.SIZE | Integer.toUnsignedLong(half);
      case 1 -> value & -1L >>> Integer.SIZE | (long) half << Integer.SIZE;
      default -> value;
    };
  }
}
