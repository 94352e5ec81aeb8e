package dev.ingot.emulator.device.fdt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A node of a device tree under construction: properties and children in the order in which they
 * were added. Property values are big endian (Devicetree Specification v0.4 section 2.2.4).
 */
public final class DeviceTreeNode {
  private final String name;
  private final Map<String, byte[]> properties = new LinkedHashMap<>();
  private final List<DeviceTreeNode> children = new ArrayList<>();

  /**
   * @param name node name with its unit address, e.g. {@code cpu@0}; empty for the root
   */
  public DeviceTreeNode(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** The property values by name, as bytes. */
  public Map<String, byte[]> properties() {
    return Collections.unmodifiableMap(properties);
  }

  public List<DeviceTreeNode> children() {
    return Collections.unmodifiableList(children);
  }

  /** Adds a child and lets {@code content} fill it. */
  public DeviceTreeNode node(String childName, Consumer<DeviceTreeNode> content) {
    DeviceTreeNode child = new DeviceTreeNode(childName);
    children.add(child);
    content.accept(child);
    return this;
  }

  /** Adds a property without a value, whose presence is the information. */
  public DeviceTreeNode flag(String property) {
    return bytes(property, new byte[0]);
  }

  /** Adds a list of 32-bit cells. */
  public DeviceTreeNode cells(String property, int... cells) {
    ByteBuffer value = ByteBuffer.allocate(cells.length * Integer.BYTES);
    for (int cell : cells) {
      value.putInt(cell);
    }
    return bytes(property, value.array());
  }

  /** Adds a list of 64-bit numbers, two cells each: what addresses and sizes are on this board. */
  public DeviceTreeNode wideCells(String property, long... numbers) {
    ByteBuffer value = ByteBuffer.allocate(numbers.length * Long.BYTES);
    for (long number : numbers) {
      value.putLong(number);
    }
    return bytes(property, value.array());
  }

  /** Adds a list of strings, each ending in a NUL; no string may contain one. */
  public DeviceTreeNode strings(String property, String... values) {
    StringBuilder all = new StringBuilder();
    for (String value : values) {
      if (value.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "device tree: a string of property '" + property + "' contains a NUL");
      }
      all.append(value).append('\0');
    }
    return bytes(property, all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a property with the given bytes as its value. */
  public DeviceTreeNode bytes(String property, byte[] value) {
    properties.put(property, value.clone());
    return this;
  }
}
