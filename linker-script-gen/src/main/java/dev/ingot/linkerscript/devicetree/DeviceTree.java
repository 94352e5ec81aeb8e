package dev.ingot.linkerscript.devicetree;

import java.util.List;
import java.util.Optional;

/**
 * A device tree: what a machine tells its software about itself.
 *
 * @param file the name of the file it was read from, without its folder
 * @param root the node {@code /}
 * @param reservations the memory reservation block: RAM that must be left alone
 */
public record DeviceTree(String file, DeviceNode root, List<AddressRange> reservations) {
  public DeviceTree {
    reservations = List.copyOf(reservations);
  }

  /** The node at a path such as {@code /soc/serial@7e201000}. */
  public Optional<DeviceNode> node(String path) {
    Optional<DeviceNode> node = Optional.of(root);
    for (String step : path.split("/", -1)) {
      node = step.isEmpty() ? node : node.flatMap(n -> n.child(step));
    }
    return node;
  }

  /**
   * The console that the firmware chose: {@code stdout-path} of {@code /chosen}, a path or an
   * alias, perhaps with line settings behind a colon.
   */
  public Optional<DeviceNode> console() {
    return node("/chosen")
        .flatMap(chosen -> chosen.strings("stdout-path").stream().findFirst())
        .map(text -> text.split(":", 2)[0])
        .flatMap(this::pathOf)
        .flatMap(this::node);
  }

  private Optional<String> pathOf(String pathOrAlias) {
    if (pathOrAlias.startsWith("/")) {
      return Optional.of(pathOrAlias);
    }
    return node("/aliases").flatMap(a -> a.strings(pathOrAlias).stream().findFirst());
  }
}
