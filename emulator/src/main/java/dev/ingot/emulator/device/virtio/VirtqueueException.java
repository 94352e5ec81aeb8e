package dev.ingot.emulator.device.virtio;

/**
 * The driver broke a rule of the queue's layout, so that the device cannot go on: it needs a reset
 * (Virtio 1.2 section 2.1.1, DEVICE_NEEDS_RESET).
 */
final class VirtqueueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VirtqueueException(String message) {
    super(message);
  }

  VirtqueueException(IllegalArgumentException notRam) {
    super(notRam.getMessage(), notRam);
  }
}
