package dev.ingot.emulator.device.fdt;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a device tree in the flattened format (DTB), version 17.
 *
 * <p>Source: Devicetree Specification v0.4, chapter 5.
 */
public final class FlattenedDeviceTree {
  private static final int MAGIC = 0xd00d_feed;
  private static final int VERSION = 17;
  private static final int LAST_COMPATIBLE_VERSION = 16;
  private static final int HEADER_SIZE = 40;
  private static final int RESERVATION_SIZE = 16;
  private static final int BEGIN_NODE = 1;
  private static final int END_NODE = 2;
  private static final int PROPERTY = 3;
  private static final int END = 9;

  private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final Map<String, Integer> stringOffsets = new LinkedHashMap<>();

  private FlattenedDeviceTree() {}

  /**
   * A range of memory that the guest must leave alone.
   *
   * @param address physical address
   * @param size bytes, not 0: a zero entry would end the list
   */
  public record Reservation(long address, long size) {
    public Reservation {
      if (size == 0) {
        throw new IllegalArgumentException(
            "device tree: the reservation at 0x" + Long.toHexString(address) + " is empty");
      }
    }
  }

  /**
   * Flattens a tree.
   *
   * @param bootCpu physical id of the CPU that starts the system
   */
  public static byte[] write(DeviceTreeNode root, List<Reservation> reservations, int bootCpu) {
    FlattenedDeviceTree tree = new FlattenedDeviceTree();
    tree.node(root);
    tree.word(END);
    return tree.assemble(reservations, bootCpu);
  }

  private byte[] assemble(List<Reservation> reservations, int bootCpu) {
    int structureOffset = HEADER_SIZE + (reservations.size() + 1) * RESERVATION_SIZE;
    int stringsOffset = structureOffset + structure.size();
    int totalSize = stringsOffset + strings.size();
    ByteBuffer out = ByteBuffer.allocate(totalSize);
    out.putInt(MAGIC).putInt(totalSize).putInt(structureOffset).putInt(stringsOffset);
    out.putInt(HEADER_SIZE).putInt(VERSION).putInt(LAST_COMPATIBLE_VERSION).putInt(bootCpu);
    out.putInt(strings.size()).putInt(structure.size());
    for (Reservation reservation : reservations) {
      out.putLong(reservation.address()).putLong(reservation.size());
    }
    out.putLong(0).putLong(0);
    out.put(structure.toByteArray()).put(strings.toByteArray());
    return out.array();
  }

  private void node(DeviceTreeNode node) {
    word(BEGIN_NODE);
    structure.writeBytes(terminated(node.name()));
    align();
    node.properties().forEach(this::property);
    node.children().forEach(this::node);
    word(END_NODE);
  }

  private void property(String name, byte[] value) {
    word(PROPERTY);
    word(value.length);
    word(stringOffsets.computeIfAbsent(name, this::addString));
    structure.writeBytes(value);
    align();
  }

  private int addString(String name) {
    int offset = strings.size();
    strings.writeBytes(terminated(name));
    return offset;
  }

  private void word(int value) {
    structure.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  /** Tokens are aligned to words. */
  private void align() {
    while (structure.size() % Integer.BYTES != 0) {
      structure.write(0);
    }
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.US_ASCII);
  }
}
