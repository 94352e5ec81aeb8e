package dev.ingot.emulator.device.fdt;

/**
 * What a device tree of the {@code virt} board has to say about the hardware of one machine.
 *
 * @param ramBytes size of RAM
 * @param cpuCount CPUs, 1 to 8; CPU n has affinity 0.0.0.n
 * @param cpuCompatible the CPU's {@code compatible} string, e.g. {@code arm,cortex-a57}
 * @param gic the interrupt controller
 * @param secondUart whether the second UART is there
 * @param virtioDevices number of virtio transports with a device: the last ones, as QEMU fills them
 * @param hypervisor whether the CPUs have EL2: firmware then listens to SMC
 */
public record VirtBoard(
    long ramBytes,
    int cpuCount,
    String cpuCompatible,
    GicVersion gic,
    boolean secondUart,
    int virtioDevices,
    boolean hypervisor) {
  /** The interrupt controllers that the board can have. */
  public enum GicVersion {
    V2,
    V3
  }
}
