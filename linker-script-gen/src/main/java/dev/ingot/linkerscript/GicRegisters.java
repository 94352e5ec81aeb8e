package dev.ingot.linkerscript;

import dev.ingot.linkerscript.devicetree.AddressRange;
import dev.ingot.linkerscript.devicetree.BusAddresses;
import dev.ingot.linkerscript.devicetree.DeviceNode;
import dev.ingot.linkerscript.devicetree.DeviceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One register frame of the interrupt controller.
 *
 * @param name gicd for the distributor, gicc for a GICv2's CPU interface, gicr for a GICv3's
 *     redistributors
 * @param range where it lies, physical
 * @param node the controller's path in the device tree
 */
record GicRegisters(String name, AddressRange range, String node) {
  /** Linux: Documentation/devicetree/bindings/interrupt-controller/arm,gic.yaml. */
  private static final List<String> GIC_V2 =
      List.of("arm,gic-400", "arm,cortex-a15-gic", "arm,cortex-a7-gic", "arm,cortex-a9-gic");

  /** Linux: Documentation/devicetree/bindings/interrupt-controller/arm,gic-v3.yaml. */
  private static final List<String> GIC_V3 = List.of("arm,gic-v3");

  /** The frames that software needs; empty when the tree has no GIC. */
  static List<GicRegisters> of(DeviceTree tree) {
    return find(tree, GIC_V3)
        .map(gic -> frames(gic, "gicr", gic.cell("#redistributor-regions").orElse(1)))
        .or(() -> find(tree, GIC_V2).map(gic -> frames(gic, "gicc", 1)))
        .orElse(List.of());
  }

  private static Optional<DeviceNode> find(DeviceTree tree, List<String> bindings) {
    return tree.root()
        .withDescendants()
        .filter(n -> n.isCompatible(bindings) && n.isEnabled())
        .findFirst();
  }

  /** The distributor, and as many of the frames behind it as the binding counts. */
  private static List<GicRegisters> frames(DeviceNode gic, String second, int count) {
    List<GicRegisters> frames = new ArrayList<>();
    List<AddressRange> ranges = BusAddresses.of(gic);
    for (int i = 0; i < ranges.size() && i <= count; i++) {
      frames.add(new GicRegisters(i == 0 ? "gicd" : second, ranges.get(i), gic.path()));
    }
    return frames;
  }
}
