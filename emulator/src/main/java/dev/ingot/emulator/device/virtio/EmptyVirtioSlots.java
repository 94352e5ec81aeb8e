package dev.ingot.emulator.device.virtio;

import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.WordRegisters;

/**
 * The slots that have no device, from the first one on: each is a transport with device ID 0, which
 * a driver passes over (Virtio 1.2 section 4.2.3.1.1), as on QEMU.
 */
public final class EmptyVirtioSlots implements WordRegisters {
  private final int count;

  /**
   * @param count slots, 1 to {@link VirtMemoryMap#VIRTIO_SLOTS}
   */
  public EmptyVirtioSlots(int count) {
    this.count = count;
  }

  @Override
  public long base() {
    return VirtMemoryMap.VIRTIO_BASE;
  }

  @Override
  public long size() {
    return count * VirtMemoryMap.VIRTIO_SIZE;
  }

  @Override
  public int readWord(int offset) {
    return switch (offset % (int) VirtMemoryMap.VIRTIO_SIZE) {
      case VirtioMmio.MAGIC_VALUE -> VirtioMmio.MAGIC;
      case VirtioMmio.VERSION -> VirtioMmio.VERSION_MODERN;
      default -> 0;
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    // Nothing listens.
  }
}
