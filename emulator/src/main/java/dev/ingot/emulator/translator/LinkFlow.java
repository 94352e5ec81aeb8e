package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.MemoryInstruction.Load;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the loads that follow the links of a list or tree in a loop: each time the address comes
 * from what the same load found the last time. How fast they are is how fast the loop is, as
 * nothing of it can be done before.
 */
final class LinkFlow {
  private static final int DOUBLEWORD = 3;

  private final Map<Place, BasicBlock> blocks = new HashMap<>();

  private LinkFlow(List<BasicBlock> blocks) {
    blocks.forEach(block -> this.blocks.put(block.start(), block));
  }

  /** Those loads; a load is among them if an equal one is such a load. */
  static Set<Load> links(List<BasicBlock> blocks) {
    LinkFlow flow = new LinkFlow(blocks);
    Set<Load> links = new HashSet<>();
    for (BasicBlock block : blocks) {
      for (int i = 0; i < block.instructions().size(); i++) {
        if (block.instructions().get(i) instanceof Load load
            && replacesItsBase(load)
            && flow.comesBack(load, block, i)) {
          links.add(load);
        }
      }
    }
    return links;
  }

  private static boolean replacesItsBase(Load load) {
    return load.sizeLog2() == DOUBLEWORD
        && !load.ordered()
        && load.address() instanceof Address.Offset(int base, long _)
        && base == load.d();
  }

  /** Whether control can come back to the load, at an index of a block, with its result. */
  private boolean comesBack(Load load, BasicBlock block, int index) {
    Deque<BasicBlock> reached = new ArrayDeque<>();
    Set<Place> seen = new HashSet<>();
    long result = Registers.bit(load.d());
    if (isKept(block.instructions().subList(index + 1, block.instructions().size()), result)) {
      reach(block, reached, seen);
    }
    while (!reached.isEmpty()) {
      BasicBlock next = reached.pop();
      if (next.start().equals(block.start())) {
        return isKept(block.instructions().subList(0, index), result);
      }
      if (isKept(next.instructions(), result)) {
        reach(next, reached, seen);
      }
    }
    return false;
  }

  private void reach(BasicBlock from, Deque<BasicBlock> reached, Set<Place> seen) {
    for (Place successor : from.successors()) {
      BasicBlock block = blocks.get(successor);
      if (block != null && seen.add(successor)) {
        reached.push(block);
      }
    }
  }

  private static boolean isKept(List<Instruction> instructions, long register) {
    return instructions.stream().noneMatch(i -> (i.written() & register) != 0);
  }
}
