package dev.ingot.emulator.device.virtio;

import dev.ingot.emulator.device.EventSource;
import java.util.Optional;

/**
 * What one kind of virtio device adds to the transport: its feature bits, its configuration and
 * what it does with its queues. A network device or any other is one more implementation.
 */
public interface VirtioDevice extends EventSource {
  /** What a device sees of its transport. */
  interface Queues {
    /** Takes the next request of a queue; empty when the driver has made none available. */
    Optional<DescriptorChain> take(int queue);

    /** Gives a request back to the driver, with an interrupt if it wants one. */
    void giveBack(int queue, DescriptorChain chain);
  }

  /** Device type (Virtio 1.2 section 5), e.g. 4 for entropy. */
  int type();

  /** Feature bits 0 to 23 that the device offers; the transport adds its own. */
  long features();

  /** Number of queues. */
  int queueCount();

  /** The configuration space as it stands (section 2.5), little endian. */
  byte[] configuration();

  /** The driver has set DRIVER_OK: the queues may be used from here on. */
  void start(Queues queues, long acceptedFeatures);

  /** The driver has made requests of this queue available, or says so. */
  void notified(int queue);

  /** Back to the state after power-on. */
  void reset();

  @Override
  default long nextEventInstruction() {
    return NEVER;
  }

  @Override
  default void update() {
    // Most devices do nothing that the guest does not ask for.
  }
}
