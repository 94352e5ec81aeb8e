package dev.ingot.linkerscript.devicetree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where nodes lie in the physical address space: their {@code reg}, carried through the {@code
 * ranges} of every bus above them (Devicetree specification 0.4, sections 2.3.5 to 2.3.8).
 */
public final class BusAddresses {
  private static final int DEFAULT_ADDRESS_CELLS = 2;
  private static final int DEFAULT_SIZE_CELLS = 1;

  /** More cells than a 64-bit number has; PCI addresses have three and are no CPU addresses. */
  private static final int MAXIMUM_CELLS = 2;

  /**
   * Ranges of one node, and windows of one bus, that are read: far more than they have, and keeps a
   * hostile tree cheap, in which each range is compared with each window.
   */
  static final int MAXIMUM_RANGES = 1024;

  private BusAddresses() {}

  /**
   * The physical ranges of a node, in the order of its {@code reg}; the first 1024 of them. Of each
   * bus the first 1024 windows count.
   *
   * @return empty when the node has none, or lies on a bus that the CPUs do not address directly
   */
  public static List<AddressRange> of(DeviceNode node) {
    Optional<ByteBuffer> reg = node.property("reg");
    if (reg.isEmpty() || node.parent().isEmpty()) {
      return List.of();
    }
    DeviceNode bus = node.parent().orElseThrow();
    int addressCells = addressCells(bus);
    int sizeCells = sizeCells(bus);
    if (!isReadable(addressCells, sizeCells)) {
      return List.of();
    }
    List<AddressRange> ranges = new ArrayList<>();
    ByteBuffer cells = reg.orElseThrow();
    int entry = (addressCells + sizeCells) * Integer.BYTES;
    for (int i = 0; i < MAXIMUM_RANGES && cells.remaining() >= entry; i++) {
      AddressRange onBus = new AddressRange(number(cells, addressCells), number(cells, sizeCells));
      physical(onBus, bus).ifPresent(ranges::add);
    }
    return ranges;
  }

  private static Optional<AddressRange> physical(AddressRange range, DeviceNode bus) {
    Optional<AddressRange> at = Optional.of(range);
    DeviceNode lower = bus;
    while (at.isPresent() && lower.parent().isPresent()) {
      DeviceNode upper = lower.parent().orElseThrow();
      at = oneLevelUp(at.orElseThrow(), lower, upper);
      lower = upper;
    }
    return at;
  }

  private static Optional<AddressRange> oneLevelUp(
      AddressRange range, DeviceNode bus, DeviceNode parent) {
    Optional<ByteBuffer> windows = bus.property("ranges");
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer cells = windows.orElseThrow();
    if (!cells.hasRemaining()) {
      return Optional.of(range);
    }
    int childCells = addressCells(bus);
    int parentCells = addressCells(parent);
    int sizeCells = sizeCells(bus);
    if (!isReadable(childCells, sizeCells) || !isReadable(parentCells, sizeCells)) {
      return Optional.empty();
    }
    int entry = (childCells + parentCells + sizeCells) * Integer.BYTES;
    for (int i = 0; i < MAXIMUM_RANGES && cells.remaining() >= entry; i++) {
      long child = number(cells, childCells);
      long above = number(cells, parentCells);
      AddressRange window = new AddressRange(child, number(cells, sizeCells));
      if (window.contains(range)) {
        return Optional.of(new AddressRange(above + (range.start() - child), range.size()));
      }
    }
    return Optional.empty();
  }

  private static int addressCells(DeviceNode bus) {
    return bus.cell("#address-cells").orElse(DEFAULT_ADDRESS_CELLS);
  }

  private static int sizeCells(DeviceNode bus) {
    return bus.cell("#size-cells").orElse(DEFAULT_SIZE_CELLS);
  }

  private static boolean isReadable(int addressCells, int sizeCells) {
    return addressCells >= 1
        && addressCells <= MAXIMUM_CELLS
        && sizeCells >= 0
        && sizeCells <= MAXIMUM_CELLS;
  }

  private static long number(ByteBuffer cells, int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << Integer.SIZE | Integer.toUnsignedLong(cells.getInt());
    }
    return number;
  }
}
