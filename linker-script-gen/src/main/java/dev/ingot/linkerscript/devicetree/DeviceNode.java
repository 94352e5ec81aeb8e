package dev.ingot.linkerscript.devicetree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One node of a device tree: a device, a bus or a group, with its properties. */
public final class DeviceNode {
  private final String name;
  private final Optional<DeviceNode> parent;
  private final Map<String, ByteBuffer> properties = new LinkedHashMap<>();
  private final List<DeviceNode> children = new ArrayList<>();

  DeviceNode(String name, Optional<DeviceNode> parent) {
    this.name = name;
    this.parent = parent;
  }

  /** Adds a child while the blob is read. */
  DeviceNode addChild(String childName) {
    DeviceNode child = new DeviceNode(childName, Optional.of(this));
    children.add(child);
    return child;
  }

  /**
   * Adds a property while the blob is read; of two with one name the first counts, as in libfdt.
   */
  void addProperty(String propertyName, ByteBuffer value) {
    properties.putIfAbsent(propertyName, value);
  }

  /** The node's name with its unit address, {@code pl011@9000000}; empty for the root. */
  public String name() {
    return name;
  }

  /** The node's name without its unit address. */
  public String baseName() {
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }

  public Optional<DeviceNode> parent() {
    return parent;
  }

  public List<DeviceNode> children() {
    return Collections.unmodifiableList(children);
  }

  /** The full path, {@code /soc/serial@7e201000}. */
  public String path() {
    return parent.map(p -> p.parent.isEmpty() ? "/" + name : p.path() + "/" + name).orElse("/");
  }

  /** The child of that name; a name without a unit address also finds a node that has one. */
  public Optional<DeviceNode> child(String childName) {
    return children.stream()
        .filter(c -> c.name.equals(childName))
        .findFirst()
        .or(() -> children.stream().filter(c -> c.baseName().equals(childName)).findFirst());
  }

  /** The node and all below it, parents before their children, in the order of the blob. */
  public Stream<DeviceNode> withDescendants() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(DeviceNode::withDescendants));
  }

  /** A property's bytes, big-endian; empty when the node does not have it. */
  public Optional<ByteBuffer> property(String propertyName) {
    return Optional.ofNullable(properties.get(propertyName)).map(ByteBuffer::duplicate);
  }

  /** A property of one cell (Devicetree specification 0.4, section 2.2.4). */
  public OptionalInt cell(String propertyName) {
    return property(propertyName)
        .filter(value -> value.remaining() == Integer.BYTES)
        .map(value -> OptionalInt.of(value.getInt()))
        .orElse(OptionalInt.empty());
  }

  /** A property of several cells; empty when its length is no multiple of four bytes. */
  public List<Integer> cells(String propertyName) {
    List<Integer> cells = new ArrayList<>();
    property(propertyName)
        .filter(value -> value.remaining() % Integer.BYTES == 0)
        .ifPresent(
            value -> {
              while (value.hasRemaining()) {
                cells.add(value.getInt());
              }
            });
    return cells;
  }

  /** The strings of a property, in order; empty when the node does not have it. */
  public List<String> strings(String propertyName) {
    return property(propertyName)
        .map(StandardCharsets.ISO_8859_1::decode)
        .map(text -> Arrays.asList(text.toString().split("\0")))
        .orElse(List.of());
  }

  /** Whether the node's {@code compatible} names one of these. */
  public boolean isCompatible(List<String> bindings) {
    return !Collections.disjoint(strings("compatible"), bindings);
  }

  /** Whether the node may be used: no {@code status}, or okay (specification, section 2.3.4). */
  public boolean isEnabled() {
    List<String> status = strings("status");
    return status.isEmpty() || status.getFirst().equals("okay") || status.getFirst().equals("ok");
  }

  @Override
  public String toString() {
    return path();
  }
}
