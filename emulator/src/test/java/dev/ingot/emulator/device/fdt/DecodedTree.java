package dev.ingot.emulator.device.fdt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a flattened tree back, for comparison: the properties of every node by path. Written after
 * the Devicetree Specification chapter 5, without regard to our writer.
 */
final class DecodedTree {
  private static final int BEGIN_NODE = 1;
  private static final int END_NODE = 2;
  private static final int PROPERTY = 3;
  private static final int NOP = 4;
  private static final int END = 9;

  private final Map<String, Map<String, byte[]>> nodes = new LinkedHashMap<>();

  private DecodedTree() {}

  static DecodedTree of(byte[] blob) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    DecodedTree tree = new DecodedTree();
    int strings = in.getInt(12);
    in.position(in.getInt(8));
    Deque<String> path = new ArrayDeque<>();
    for (int token = in.getInt(); token != END; token = in.getInt()) {
      switch (token) {
        case BEGIN_NODE -> {
          String name = string(in);
          align(in);
          path.addLast(path.isEmpty() ? "" : path.getLast() + "/" + name);
          tree.nodes.put(path.getLast(), new TreeMap<>());
        }
        case END_NODE -> path.removeLast();
        case PROPERTY -> {
          byte[] value = new byte[in.getInt()];
          String name = string(in.duplicate().position(strings + in.getInt()));
          in.get(value);
          align(in);
          tree.nodes.get(path.getLast()).put(name, value);
        }
        case NOP -> {
          // Filler.
        }
        default -> throw new AssertionError("token " + token);
      }
    }
    return tree;
  }

  /** The properties of a node; the root's path is empty. */
  Map<String, byte[]> node(String path) {
    if (!nodes.containsKey(path)) {
      throw new AssertionError("no node '" + path + "' among " + nodes.keySet());
    }
    return nodes.get(path);
  }

  Iterable<String> paths() {
    return nodes.keySet();
  }

  boolean has(String path) {
    return nodes.containsKey(path);
  }

  /** The paths of the nodes whose phandles the cells of a property are. */
  List<String> follow(byte[] references) {
    List<String> targets = new ArrayList<>();
    ByteBuffer cells = ByteBuffer.wrap(references);
    while (cells.hasRemaining()) {
      byte[] wanted = new byte[Integer.BYTES];
      cells.get(wanted);
      nodes.forEach(
          (path, properties) -> {
            if (Arrays.equals(properties.get("phandle"), wanted)) {
              targets.add(path);
            }
          });
    }
    return targets;
  }

  private static String string(ByteBuffer in) {
    StringBuilder text = new StringBuilder();
    for (byte next = in.get(); next != 0; next = in.get()) {
      text.append((char) next);
    }
    return text.toString();
  }

  private static void align(ByteBuffer in) {
    in.position(in.position() + 3 & -4);
  }

  /** A property's value as text, the NUL left out. */
  String text(String path, String property) {
    byte[] value = node(path).get(property);
    return new String(value, 0, value.length - 1, StandardCharsets.UTF_8);
  }
}
