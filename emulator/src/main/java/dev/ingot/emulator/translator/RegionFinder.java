package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.RegionTranslator.CodeView;
import dev.ingot.emulator.translator.ControlTransfer.BranchLink;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranch;
import dev.ingot.emulator.translator.ControlTransfer.Untranslated;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Collects the basic blocks of a region: what branches and calls reach, as far as it has been
 * executed before, callers before the functions that they call.
 */
final class RegionFinder {
  private static final int MOST_CALLS = 4;

  /** A function with more instructions becomes a region of its own. */
  private static final int MOST_IN_CALLED = 40;

  /** How far from the entry, in bytes, a region reaches on its own level of calls. */
  private static final long REACH = 1 << 15;

  private final InstructionDecoder decoder;
  private final CodeView code;
  private final int mostInstructions;
  private final Map<Place, Instruction> found = new HashMap<>();
  private final Set<Place> leaders = new HashSet<>();
  private final PriorityQueue<Start> starts =
      new PriorityQueue<>(Comparator.comparingInt(Start::depth).thenComparingInt(Start::number));
  private final List<CallPath> paths = new ArrayList<>();
  private int startsSeen;

  /** Where to go on looking, and when that was found. */
  private record Start(Place place, int depth, int number) {}

  RegionFinder(InstructionDecoder decoder, CodeView code, int mostInstructions) {
    this.decoder = decoder;
    this.code = code;
    this.mostInstructions = mostInstructions;
  }

  /** The blocks, the one at {@code entry} among them; each path's together and ascending. */
  List<BasicBlock> blocksFrom(long entry) {
    Place first = new Place(entry, CallPath.OUTSIDE);
    paths.add(first.path());
    add(first);
    while (!starts.isEmpty()) {
      follow(starts.remove().place(), entry);
    }
    return split();
  }

  private void add(Place place) {
    leaders.add(place);
    starts.add(new Start(place, place.path().depth(), startsSeen++));
  }

  private void follow(Place start, long entry) {
    for (Place at = start; !found.containsKey(at); at = at.next()) {
      if (found.size() == mostInstructions || !code.wasExecuted(at.address())) {
        return;
      }
      Instruction instruction = decoder.decode(code.word(at.address()), at.address());
      found.put(at, instruction);
      if (!instruction.endsBlock()) {
        continue;
      }
      switch (instruction) {
        case BranchLink call -> enter(call, at);
        default -> {
          for (Place successor : BasicBlock.successors(instruction, at)) {
            if (Math.abs(successor.address() - entry) < REACH || !at.path().isOutside()) {
              add(successor);
            }
          }
        }
      }
      return;
    }
  }

  private void enter(BranchLink call, Place at) {
    int room = Math.min(mostInstructions - found.size(), MOST_IN_CALLED);
    if (at.path().depth() < MOST_CALLS && isSmall(call.target(), room)) {
      Place called = at.called(call.target(), call.returnAddress());
      paths.add(called.path());
      add(called);
    }
  }

  /** Whether a function returns, and has at most so many instructions that were executed. */
  private boolean isSmall(long function, int most) {
    Place first = new Place(function, CallPath.OUTSIDE);
    Set<Place> seen = new HashSet<>();
    Deque<Place> open = new ArrayDeque<>(List.of(first));
    boolean returns = false;
    while (!open.isEmpty()) {
      Place at = open.remove();
      if (!code.wasExecuted(at.address()) || !seen.add(at)) {
        continue;
      }
      if (seen.size() > most) {
        return false;
      }
      Instruction instruction = decoder.decode(code.word(at.address()), at.address());
      switch (instruction) {
        case BranchLink ignored -> open.add(at.next());
        case Untranslated ignored -> open.add(at.next());
        case RegisterBranch ret -> returns |= ret.n() == Registers.LINK;
        default -> open.addAll(BasicBlock.successors(instruction, at));
      }
    }
    return returns;
  }

  private List<BasicBlock> split() {
    List<BasicBlock> blocks = new ArrayList<>();
    for (CallPath path : paths) {
      List<Place> places =
          found.keySet().stream()
              .filter(place -> place.path().equals(path))
              .sorted(Comparator.comparingLong(Place::address))
              .toList();
      List<Instruction> current = new ArrayList<>();
      for (Place place : places) {
        Instruction instruction = found.get(place);
        current.add(instruction);
        Place next = place.next();
        if (instruction.endsBlock() || !found.containsKey(next) || leaders.contains(next)) {
          Place start = place.at(next.address() - (long) current.size() * Integer.BYTES);
          blocks.add(new BasicBlock(start, List.copyOf(current)));
          current.clear();
        }
      }
    }
    return blocks;
  }

  /** Whether a region is worth its translation: one that starts with something to translate. */
  static boolean isWorthwhile(List<BasicBlock> blocks, long entry) {
    Place first = new Place(entry, CallPath.OUTSIDE);
    for (BasicBlock block : blocks) {
      if (block.start().equals(first)) {
        Instruction instruction = block.instructions().getFirst();
        return !(instruction instanceof Untranslated) && !(instruction instanceof RegisterBranch);
      }
    }
    return false;
  }
}
