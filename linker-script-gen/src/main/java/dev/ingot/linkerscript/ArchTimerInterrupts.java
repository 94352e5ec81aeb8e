package dev.ingot.linkerscript;

import dev.ingot.linkerscript.devicetree.DeviceNode;
import dev.ingot.linkerscript.devicetree.DeviceTree;
import java.util.List;
import java.util.Optional;

/**
 * Finds the generic timer's interrupts (Linux: Documentation/devicetree/bindings/timer/
 * arm,arch_timer.yaml): secure physical, non-secure physical, virtual, hypervisor, in this order,
 * each of three cells in the form of the GIC's binding.
 */
final class ArchTimerInterrupts {
  private static final List<String> BINDINGS = List.of("arm,armv8-timer", "arm,armv7-timer");
  private static final int CELLS_PER_INTERRUPT = 3;
  private static final int NON_SECURE_PHYSICAL = 1;
  private static final int VIRTUAL = 2;

  /** The first cell of a private peripheral interrupt (bindings/interrupt-controller/arm,gic). */
  private static final int PPI = 1;

  private static final int LAST_PPI = GenericTimer.LAST_PPI - GenericTimer.FIRST_PPI;

  private ArchTimerInterrupts() {}

  /** The interrupts; empty when the tree has no such timer, or one in another form. */
  static Optional<GenericTimer> of(DeviceTree tree) {
    return tree.root()
        .withDescendants()
        .filter(n -> n.isCompatible(BINDINGS))
        .findFirst()
        .flatMap(ArchTimerInterrupts::read);
  }

  private static Optional<GenericTimer> read(DeviceNode timer) {
    List<Integer> cells = timer.cells("interrupts");
    if (cells.size() <= VIRTUAL * CELLS_PER_INTERRUPT + 1
        || !isPpi(cells, NON_SECURE_PHYSICAL)
        || !isPpi(cells, VIRTUAL)) {
      return Optional.empty();
    }
    return Optional.of(
        new GenericTimer(number(cells, NON_SECURE_PHYSICAL), number(cells, VIRTUAL)));
  }

  private static boolean isPpi(List<Integer> cells, int index) {
    int ppi = cells.get(index * CELLS_PER_INTERRUPT + 1);
    return cells.get(index * CELLS_PER_INTERRUPT) == PPI && ppi >= 0 && ppi <= LAST_PPI;
  }

  private static int number(List<Integer> cells, int index) {
    return GenericTimer.FIRST_PPI + cells.get(index * CELLS_PER_INTERRUPT + 1);
  }
}
