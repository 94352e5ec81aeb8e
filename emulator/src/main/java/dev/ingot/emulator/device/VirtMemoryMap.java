package dev.ingot.emulator.device;

/**
 * Where things are on QEMU's {@code virt} board: physical addresses, region sizes in bytes and
 * interrupt ids.
 *
 * <p>Source: QEMU {@code hw/arm/virt.c} ({@code base_memmap} and {@code a15irqmap}) and {@code
 * include/hw/arm/virt.h} (the private timer interrupts). {@link #UART1_BASE} is where QEMU has a
 * UART for the secure world ({@code VIRT_SECURE_UART}); a plain QEMU 7.2 board has none there.
 */
public final class VirtMemoryMap {
  /** The flash that holds the first instruction after reset. */
  public static final long FLASH_BASE = 0;

  public static final int FLASH_SIZE = 0x0400_0000;

  /** GIC distributor, v2 and v3. */
  public static final long GIC_DISTRIBUTOR_BASE = 0x0800_0000L;

  public static final long GIC_DISTRIBUTOR_SIZE = 0x1_0000L;

  /** GICv2 CPU interface. */
  public static final long GIC_CPU_INTERFACE_BASE = 0x0801_0000L;

  public static final long GIC_CPU_INTERFACE_SIZE = 0x1_0000L;

  /** GICv3 redistributors, two 64 KiB frames a CPU. */
  public static final long GIC_REDISTRIBUTOR_BASE = 0x080a_0000L;

  /** The whole region that the device tree names; only the frames of existing CPUs answer. */
  public static final long GIC_REDISTRIBUTOR_REGION_SIZE = 0x00f6_0000L;

  public static final long UART0_BASE = 0x0900_0000L;
  public static final long RTC_BASE = 0x0901_0000L;

  /** The second UART: standard error and the nucleus's messages. */
  public static final long UART1_BASE = 0x0904_0000L;

  /** Every PrimeCell peripheral takes one page. */
  public static final long PERIPHERAL_SIZE = 0x1000L;

  /** First of the virtio transports, which follow each other without gaps. */
  public static final long VIRTIO_BASE = 0x0a00_0000L;

  public static final long VIRTIO_SIZE = 0x200L;

  /** Number of virtio transports ({@code NUM_VIRTIO_TRANSPORTS}). */
  public static final int VIRTIO_SLOTS = 32;

  /** First byte of RAM. */
  public static final long RAM_BASE = 0x4000_0000L;

  /** The first shared peripheral interrupt; device trees count SPIs from here. */
  public static final int FIRST_SPI = 32;

  /** The first private peripheral interrupt; device trees count PPIs from here. */
  public static final int FIRST_PPI = 16;

  public static final int UART0_INTERRUPT = FIRST_SPI + 1;
  public static final int RTC_INTERRUPT = FIRST_SPI + 2;
  public static final int UART1_INTERRUPT = FIRST_SPI + 8;

  /** Interrupt of the first virtio transport; slot n has this plus n. */
  public static final int VIRTIO_INTERRUPT = FIRST_SPI + 16;

  /** PPI of the non-secure EL2 physical timer. */
  public static final int HYPERVISOR_TIMER_INTERRUPT = FIRST_PPI + 10;

  /** PPI of the EL1 virtual timer. */
  public static final int VIRTUAL_TIMER_INTERRUPT = FIRST_PPI + 11;

  /** PPI of the secure EL1 physical timer (absent here, named in the device tree). */
  public static final int SECURE_TIMER_INTERRUPT = FIRST_PPI + 13;

  /** PPI of the non-secure EL1 physical timer. */
  public static final int PHYSICAL_TIMER_INTERRUPT = FIRST_PPI + 14;

  /** Interrupt ids of the GIC: 32 private ones and 256 shared ones ({@code NUM_IRQS}). */
  public static final int INTERRUPT_COUNT = 288;

  /** Input clock of the UARTs and the RTC, in Hz ({@code apb-pclk}). */
  public static final int PERIPHERAL_CLOCK_HZ = 24_000_000;

  private VirtMemoryMap() {}
}
