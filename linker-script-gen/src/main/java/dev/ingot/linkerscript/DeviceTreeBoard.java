package dev.ingot.linkerscript;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.MemoryRegion.Use;
import dev.ingot.linkerscript.devicetree.AddressRange;
import dev.ingot.linkerscript.devicetree.BusAddresses;
import dev.ingot.linkerscript.devicetree.DeviceNode;
import dev.ingot.linkerscript.devicetree.DeviceTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Reads a board out of a device tree: RAM, reserved memory, flash, console, GIC and timer. */
public final class DeviceTreeBoard {
  private static final long MIB = 1L << 20;

  /** Where the arm64 boot protocol wants images, in bytes (Linux, arm64/booting.rst, section 4). */
  private static final long IMAGE_GRANULE = 2 * MIB;

  /** Physical addresses have at most this many bits (Arm ARM, FEAT_LPA). */
  private static final int ADDRESS_BITS = 52;

  /** More than any machine has; keeps a hostile tree's work small. */
  private static final int MAXIMUM_REGIONS = 256;

  private static final List<String> FLASH = List.of("cfi-flash");
  private static final List<String> UARTS =
      List.of("arm,pl011", "ns16550a", "snps,dw-apb-uart", "brcm,bcm2835-aux-uart");

  private final DeviceTree tree;
  private final OptionalLong ramBytes;
  private final List<MemoryRegion> regions = new ArrayList<>();

  private DeviceTreeBoard(DeviceTree tree, OptionalLong ramBytes) {
    this.tree = tree;
    this.ramBytes = ramBytes;
  }

  /**
   * Reads the board. The image goes to the lowest multiple of 2 MiB that is free and not in the
   * first 2 MiB of its bank, where firmware and QEMU keep start code and device tree.
   *
   * @param tree the device tree
   * @param ramBytes the size of a memory node whose size the blob leaves to the firmware, in bytes
   * @throws RefusedException when the tree describes no RAM that an image fits in, or regions that
   *     overlap
   */
  public static Board of(DeviceTree tree, OptionalLong ramBytes) {
    return new DeviceTreeBoard(tree, ramBytes).read();
  }

  private Board read() {
    readRam();
    readReserved();
    readFlash();
    readConsole();
    GicRegisters.of(tree).forEach(r -> add(r.name(), Use.DEVICE, r.range(), r.node()));
    Overlap.in(regions)
        .ifPresent(
            overlap -> {
              throw refuse("reg", overlap.toString(), "regions apart from each other");
            });
    long image = imageAddress();
    MemoryRegion bank =
        regions.stream()
            .filter(r -> r.use() == Use.RAM && r.contains(image, 1))
            .findFirst()
            .orElseThrow();
    regions.remove(bank);
    regions.addFirst(bank);
    return new Board(
        tree.file(), regions, IMAGE_GRANULE, image - bank.start(), ArchTimerInterrupts.of(tree));
  }

  private void readRam() {
    List<DeviceNode> nodes =
        tree.root().children().stream()
            .filter(n -> n.strings("device_type").contains("memory") && n.isEnabled())
            .toList();
    List<RamBank> banks = new ArrayList<>();
    for (DeviceNode node : nodes) {
      for (AddressRange range : BusAddresses.of(node)) {
        banks.add(
            range.size() == 0
                ? sizedByFirmware(node, range)
                : new RamBank(node.path(), range, false));
      }
    }
    if (banks.isEmpty()) {
      throw refuse("/memory", "no memory node with a reg", "one or more banks of RAM");
    }
    if (ramBytes.isPresent() && banks.stream().noneMatch(RamBank::sizedByFirmware)) {
      throw refuse(
          "/memory", "--memory for a tree that tells its RAM", "--memory only where a size is 0");
    }
    banks.sort(Comparator.comparing(b -> b.range.start(), Long::compareUnsigned));
    for (RamBank bank : banks) {
      add("ram", Use.RAM, bank.range, bank.note());
    }
  }

  /**
   * A bank of RAM.
   *
   * @param node the path of the node that describes it
   * @param range where it lies
   * @param sizedByFirmware whether the blob leaves its size to the firmware
   */
  private record RamBank(String node, AddressRange range, boolean sizedByFirmware) {
    String note() {
      return sizedByFirmware ? node + ", its size left to the firmware" : node;
    }
  }

  private RamBank sizedByFirmware(DeviceNode node, AddressRange empty) {
    long size =
        ramBytes.isPresent()
            ? ramBytes.getAsLong()
            : FirmwareMemory.of(tree)
                .orElseThrow(
                    () ->
                        refuse(
                            node.path(),
                            "size 0: the firmware fills it in at the start",
                            "a size, or one given with --memory"));
    return new RamBank(node.path(), new AddressRange(empty.start(), size), true);
  }

  private void readReserved() {
    for (AddressRange range : tree.reservations()) {
      if (range.size() != 0) {
        add("reserved", Use.RESERVED, range, "memory reservation block");
      }
    }
    List<DeviceNode> nodes =
        tree.node("/reserved-memory").map(DeviceNode::children).orElse(List.of());
    if (nodes.size() > MAXIMUM_REGIONS) {
      throw refuse(
          "/reserved-memory",
          nodes.size() + " nodes",
          "at most %d regions".formatted(MAXIMUM_REGIONS));
    }
    for (DeviceNode node : nodes) {
      if (!node.isEnabled()) {
        continue;
      }
      for (AddressRange range : BusAddresses.of(node)) {
        if (range.size() != 0) {
          add("reserved", Use.RESERVED, range, node.path());
        }
      }
    }
  }

  private void readFlash() {
    tree.root()
        .withDescendants()
        .filter(n -> n.isCompatible(FLASH) && n.isEnabled())
        .findFirst()
        .ifPresent(
            node ->
                BusAddresses.of(node).stream()
                    .filter(range -> range.size() != 0)
                    .forEach(range -> add("flash", Use.FLASH, range, node.path())));
  }

  private void readConsole() {
    tree.console()
        .or(
            () ->
                tree.root()
                    .withDescendants()
                    .filter(n -> n.isCompatible(UARTS) && n.isEnabled())
                    .findFirst())
        .ifPresent(
            node ->
                BusAddresses.of(node).stream()
                    .filter(range -> range.size() != 0)
                    .findFirst()
                    .ifPresent(
                        range ->
                            add(
                                "uart",
                                Use.DEVICE,
                                range,
                                node.path() + ", " + firstBinding(node))));
  }

  private static String firstBinding(DeviceNode node) {
    return node.strings("compatible").stream().findFirst().orElse("unnamed");
  }

  /** Adds a region; the second of a kind is called ram1, and so on. */
  private void add(String kind, Use use, AddressRange range, String note) {
    long limit = 1L << ADDRESS_BITS;
    boolean inside =
        range.start() >= 0
            && range.start() < limit
            && range.size() > 0
            && range.size() <= limit - range.start();
    if (!inside) {
      throw refuse(
          note,
          "start 0x%x, size 0x%x".formatted(range.start(), range.size()),
          "a range that ends below 2^" + ADDRESS_BITS);
    }
    if (regions.size() == MAXIMUM_REGIONS) {
      throw refuse(note, "one region more", "at most %d regions".formatted(MAXIMUM_REGIONS));
    }
    long earlier = regions.stream().filter(r -> r.name().matches(kind + "[0-9]*")).count();
    String name = earlier == 0 ? kind : kind + earlier;
    regions.add(new MemoryRegion(name, use, range.start(), range.size(), printable(note)));
  }

  /** Node names are the blob's; what could end a comment, or is no ASCII, becomes a dot. */
  private static String printable(String note) {
    return note.replaceAll("[^ -~]|\\*", ".");
  }

  private long imageAddress() {
    Board map = new Board(tree.file(), regions, IMAGE_GRANULE, 0);
    for (MemoryRegion bank : map.regions(Use.RAM).toList()) {
      for (MemoryRegion free : map.freeRam(bank)) {
        long lowest = Math.max(free.start(), bank.start() + IMAGE_GRANULE);
        long address = (lowest + IMAGE_GRANULE - 1) & -IMAGE_GRANULE;
        if (free.contains(address, IMAGE_GRANULE)) {
          return address;
        }
      }
    }
    throw refuse(
        "/memory",
        "no bank with room for an image",
        "2 MiB free at a multiple of 2 MiB, behind the first 2 MiB of a bank");
  }

  private RefusedException refuse(String place, String found, String allowed) {
    return new RefusedException(
        new Refusal(
            tree.file(),
            printable(place),
            printable(found),
            allowed,
            "give the device tree of an AArch64 machine, or describe the board in a board file"));
  }
}
