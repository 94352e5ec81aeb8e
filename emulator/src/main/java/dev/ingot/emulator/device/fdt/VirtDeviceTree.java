package dev.ingot.emulator.device.fdt;

import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import java.util.List;

/**
 * The device tree of the reference machine: the nodes that QEMU's {@code virt} generates for the
 * devices we have, plus {@code /aliases} for the serial ports.
 *
 * <p>Source: QEMU {@code hw/arm/virt.c} ({@code create_fdt} and the {@code create_*} and {@code
 * fdt_add_*} functions); the bindings are those of Linux {@code Documentation/devicetree}.
 */
public final class VirtDeviceTree {
  /** Values that only have to differ; QEMU's clock and GIC have the same ones. */
  private static final int CLOCK_PHANDLE = 0x8000;

  private static final int GIC_PHANDLE = 0x8003;

  /** CPU n has this phandle plus n. */
  private static final int FIRST_CPU_PHANDLE = 0x8010;

  /** First cell of an interrupt specifier of the GIC binding. */
  private static final int INTERRUPT_KIND_SPI = 0;

  private static final int INTERRUPT_KIND_PPI = 1;

  /** Third cell: rising edge, what QEMU says of its virtio transports. */
  private static final int TRIGGER_EDGE_RISING = 1;

  /** Third cell: level triggered, active high. */
  private static final int TRIGGER_LEVEL_HIGH = 4;

  private static final int PPI_CPU_MASK_SHIFT = 8;

  /** PSCI function ids (DEN 0022 chapter 5), for drivers of the 0.1 binding. */
  private static final int PSCI_CPU_SUSPEND = 0xc400_0001;

  private static final int PSCI_CPU_OFF = 0x8400_0002;
  private static final int PSCI_CPU_ON = 0xc400_0003;

  private VirtDeviceTree() {}

  /**
   * The flattened tree.
   *
   * @param chosen what the boot loader has to say
   */
  public static byte[] flattened(VirtBoard board, Chosen chosen) {
    DeviceTreeNode root = tree(board, chosen);
    return FlattenedDeviceTree.write(root, List.of(), 0);
  }

  /** The tree as nodes; parameters as for {@link #flattened}. */
  public static DeviceTreeNode tree(VirtBoard board, Chosen chosen) {
    DeviceTreeNode root = new DeviceTreeNode("");
    root.cells("interrupt-parent", GIC_PHANDLE)
        .strings("model", "linux,dummy-virt")
        .cells("#size-cells", 2)
        .cells("#address-cells", 2)
        .strings("compatible", "linux,dummy-virt");
    root.node("psci", node -> psci(node, board));
    root.node(
        unit("memory", VirtMemoryMap.RAM_BASE),
        memory ->
            memory
                .wideCells("reg", VirtMemoryMap.RAM_BASE, board.ramBytes())
                .strings("device_type", "memory"));
    root.node(uartName(VirtMemoryMap.UART0_BASE), node -> uart(node, VirtMemoryMap.UART0_BASE));
    if (board.secondUart()) {
      root.node(uartName(VirtMemoryMap.UART1_BASE), node -> uart(node, VirtMemoryMap.UART1_BASE));
    }
    root.node(unit("pl031", VirtMemoryMap.RTC_BASE), VirtDeviceTree::realTimeClock);
    for (int i = 0; i < board.virtioDevices(); i++) {
      int slot = VirtMemoryMap.VIRTIO_SLOTS - board.virtioDevices() + i;
      long base = VirtMemoryMap.VIRTIO_BASE + slot * VirtMemoryMap.VIRTIO_SIZE;
      root.node(unit("virtio_mmio", base), node -> virtio(node, base, slot));
    }
    root.node(unit("intc", VirtMemoryMap.GIC_DISTRIBUTOR_BASE), node -> gic(node, board));
    root.node("cpus", node -> cpus(node, board));
    root.node("timer", node -> timer(node, board));
    root.node("apb-pclk", VirtDeviceTree::peripheralClock);
    root.node("aliases", node -> aliases(node, board));
    root.node("chosen", node -> chosen.describe(node, "/" + uartName(VirtMemoryMap.UART0_BASE)));
    return root;
  }

  private static void psci(DeviceTreeNode node, VirtBoard board) {
    node.cells("cpu_on", PSCI_CPU_ON)
        .cells("cpu_off", PSCI_CPU_OFF)
        .cells("cpu_suspend", PSCI_CPU_SUSPEND)
        .strings("method", board.hypervisor() ? "smc" : "hvc")
        .strings("compatible", "arm,psci-1.0", "arm,psci-0.2", "arm,psci");
  }

  private static void uart(DeviceTreeNode node, long base) {
    int interrupt =
        base == VirtMemoryMap.UART0_BASE
            ? VirtMemoryMap.UART0_INTERRUPT
            : VirtMemoryMap.UART1_INTERRUPT;
    node.strings("clock-names", "uartclk", "apb_pclk")
        .cells("clocks", CLOCK_PHANDLE, CLOCK_PHANDLE);
    peripheral(node, base, interrupt);
    node.strings("compatible", "arm,pl011", "arm,primecell");
  }

  private static void realTimeClock(DeviceTreeNode node) {
    node.strings("clock-names", "apb_pclk").cells("clocks", CLOCK_PHANDLE);
    peripheral(node, VirtMemoryMap.RTC_BASE, VirtMemoryMap.RTC_INTERRUPT);
    node.strings("compatible", "arm,pl031", "arm,primecell");
  }

  private static void virtio(DeviceTreeNode node, long base, int slot) {
    int spi = VirtMemoryMap.VIRTIO_INTERRUPT - VirtMemoryMap.FIRST_SPI + slot;
    node.flag("dma-coherent")
        .cells("interrupts", INTERRUPT_KIND_SPI, spi, TRIGGER_EDGE_RISING)
        .wideCells("reg", base, VirtMemoryMap.VIRTIO_SIZE)
        .strings("compatible", "virtio,mmio");
  }

  private static void peripheral(DeviceTreeNode node, long base, int interrupt) {
    int spi = interrupt - VirtMemoryMap.FIRST_SPI;
    node.cells("interrupts", INTERRUPT_KIND_SPI, spi, TRIGGER_LEVEL_HIGH)
        .wideCells("reg", base, VirtMemoryMap.PERIPHERAL_SIZE);
  }

  private static void gic(DeviceTreeNode node, VirtBoard board) {
    node.cells("phandle", GIC_PHANDLE);
    switch (board.gic()) {
      case V2 ->
          node.wideCells(
                  "reg",
                  VirtMemoryMap.GIC_DISTRIBUTOR_BASE,
                  VirtMemoryMap.GIC_DISTRIBUTOR_SIZE,
                  VirtMemoryMap.GIC_CPU_INTERFACE_BASE,
                  VirtMemoryMap.GIC_CPU_INTERFACE_SIZE)
              .strings("compatible", "arm,cortex-a15-gic");
      case V3 ->
          node.wideCells(
                  "reg",
                  VirtMemoryMap.GIC_DISTRIBUTOR_BASE,
                  VirtMemoryMap.GIC_DISTRIBUTOR_SIZE,
                  VirtMemoryMap.GIC_REDISTRIBUTOR_BASE,
                  VirtMemoryMap.GIC_REDISTRIBUTOR_REGION_SIZE)
              .cells("#redistributor-regions", 1)
              .strings("compatible", "arm,gic-v3");
    }
    node.flag("ranges")
        .cells("#size-cells", 2)
        .cells("#address-cells", 2)
        .flag("interrupt-controller")
        .cells("#interrupt-cells", 3);
  }

  private static void cpus(DeviceTreeNode node, VirtBoard board) {
    node.cells("#size-cells", 0).cells("#address-cells", 1);
    node.node(
        "cpu-map",
        map ->
            map.node(
                "socket0",
                socket ->
                    socket.node(
                        "cluster0",
                        cluster -> {
                          for (int cpu = 0; cpu < board.cpuCount(); cpu++) {
                            int phandle = FIRST_CPU_PHANDLE + cpu;
                            cluster.node("core" + cpu, core -> core.cells("cpu", phandle));
                          }
                        })));
    for (int cpu = 0; cpu < board.cpuCount(); cpu++) {
      int number = cpu;
      node.node(unit("cpu", cpu), entry -> cpu(entry, number, board));
    }
  }

  /** As in QEMU's tree, a machine with one CPU has no enable method. */
  private static void cpu(DeviceTreeNode node, int number, VirtBoard board) {
    node.cells("phandle", FIRST_CPU_PHANDLE + number).cells("reg", number);
    if (board.cpuCount() > 1) {
      node.strings("enable-method", "psci");
    }
    node.strings("compatible", board.cpuCompatible()).strings("device_type", "cpu");
  }

  /** Secure, non-secure, virtual and hypervisor timer; the GICv2 binding adds the CPUs' mask. */
  private static void timer(DeviceTreeNode node, VirtBoard board) {
    int cpuMask = board.gic() == GicVersion.V2 ? (1 << board.cpuCount()) - 1 : 0;
    int trigger = TRIGGER_LEVEL_HIGH | cpuMask << PPI_CPU_MASK_SHIFT;
    node.cells(
            "interrupts",
            INTERRUPT_KIND_PPI,
            VirtMemoryMap.SECURE_TIMER_INTERRUPT - VirtMemoryMap.FIRST_PPI,
            trigger,
            INTERRUPT_KIND_PPI,
            VirtMemoryMap.PHYSICAL_TIMER_INTERRUPT - VirtMemoryMap.FIRST_PPI,
            trigger,
            INTERRUPT_KIND_PPI,
            VirtMemoryMap.VIRTUAL_TIMER_INTERRUPT - VirtMemoryMap.FIRST_PPI,
            trigger,
            INTERRUPT_KIND_PPI,
            VirtMemoryMap.HYPERVISOR_TIMER_INTERRUPT - VirtMemoryMap.FIRST_PPI,
            trigger)
        .flag("always-on")
        .strings("compatible", "arm,armv8-timer", "arm,armv7-timer");
  }

  private static void peripheralClock(DeviceTreeNode node) {
    node.cells("phandle", CLOCK_PHANDLE)
        .strings("clock-output-names", "clk24mhz")
        .cells("clock-frequency", VirtMemoryMap.PERIPHERAL_CLOCK_HZ)
        .cells("#clock-cells", 0)
        .strings("compatible", "fixed-clock");
  }

  private static void aliases(DeviceTreeNode node, VirtBoard board) {
    node.strings("serial0", "/" + uartName(VirtMemoryMap.UART0_BASE));
    if (board.secondUart()) {
      node.strings("serial1", "/" + uartName(VirtMemoryMap.UART1_BASE));
    }
  }

  private static String uartName(long base) {
    return unit("pl011", base);
  }

  private static String unit(String name, long address) {
    return name + "@" + Long.toHexString(address);
  }
}
