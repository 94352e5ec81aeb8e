/**
 * Virtio 1.2 devices on the MMIO transport: {@link dev.ingot.emulator.device.virtio.VirtioMmio} is
 * the transport, {@link dev.ingot.emulator.device.virtio.SplitQueue} a queue, and every
 * implementation of {@link dev.ingot.emulator.device.virtio.VirtioDevice} a kind of device.
 */
package dev.ingot.emulator.device.virtio;
