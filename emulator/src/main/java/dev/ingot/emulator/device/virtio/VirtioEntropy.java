package dev.ingot.emulator.device.virtio;

import dev.ingot.emulator.device.SplitMix64;
import java.util.Optional;

/**
 * The entropy device (Virtio 1.2 section 5.4). Its bytes follow from a seed, so that runs repeat.
 */
public final class VirtioEntropy implements VirtioDevice {
  private static final int TYPE = 4;
  private static final int REQUEST_QUEUE = 0;

  /** Keeps this stream apart from others made from the same seed. */
  private static final long STREAM = 0x656e_7472_6f70_7921L; // "entropy!"

  private final SplitMix64 generator;
  private Queues queues;

  public VirtioEntropy(long seed) {
    generator = new SplitMix64(seed ^ STREAM);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public long features() {
    return 0;
  }

  @Override
  public int queueCount() {
    return 1;
  }

  @Override
  public byte[] configuration() {
    return new byte[0];
  }

  @Override
  public void start(Queues transport, long acceptedFeatures) {
    queues = transport;
  }

  @Override
  public void notified(int queue) {
    Optional<DescriptorChain> request = queues.take(REQUEST_QUEUE);
    while (request.isPresent()) {
      DescriptorChain chain = request.get();
      byte[] bytes = generator.bytes(chain.room());
      chain.write(bytes, 0, bytes.length);
      queues.giveBack(REQUEST_QUEUE, chain);
      request = queues.take(REQUEST_QUEUE);
    }
  }

  @Override
  public void reset() {
    // The stream goes on: no byte is given out twice.
  }
}
