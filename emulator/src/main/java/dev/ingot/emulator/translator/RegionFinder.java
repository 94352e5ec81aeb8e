package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.RegionTranslator.CodeView;
import dev.ingot.emulator.translator.ControlTransfer.BranchLink;
import dev.ingot.emulator.translator.ControlTransfer.ExpectedCall;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranch;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranchLink;
import dev.ingot.emulator.translator.ControlTransfer.Untranslated;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private final boolean expectsCalls;
  private final Map<Long, Instruction> decoded = new HashMap<>();
  private final Map<Place, Instruction> found = new HashMap<>();
  private final Set<Place> leaders = new HashSet<>();

  /** Where to go on looking; in a called function before its caller, so that all of it comes in. */
  private final PriorityQueue<Start> starts = new PriorityQueue<>();

  private final PriorityQueue<Call> calls = new PriorityQueue<>();
  private final List<CallPath> paths = new ArrayList<>();
  private int seen;

  /** The first instruction of a block, and when it was found. */
  private record Start(Place place, int number) implements Comparable<Start> {
    int depth() {
      return place.path().depth();
    }

    @Override
    public int compareTo(Start other) {
      int deeperFirst = Integer.compare(other.depth(), depth());
      return deeperFirst != 0 ? deeperFirst : Integer.compare(number, other.number);
    }
  }

  /** A call of a function that may become part of the region, and when it was found. */
  private record Call(Place at, long target, int number) implements Comparable<Call> {
    int depth() {
      return at.path().depth();
    }

    @Override
    public int compareTo(Call other) {
      int lessDeepFirst = Integer.compare(depth(), other.depth());
      return lessDeepFirst != 0 ? lessDeepFirst : Integer.compare(number, other.number);
    }
  }

  /**
   * @param expectsCalls whether to take in functions that BLR has always led to
   */
  RegionFinder(
      InstructionDecoder decoder, CodeView code, int mostInstructions, boolean expectsCalls) {
    this.decoder = decoder;
    this.code = code;
    this.mostInstructions = mostInstructions;
    this.expectsCalls = expectsCalls;
  }

  /** The blocks, the one at {@code entry} among them; each path's together and ascending. */
  List<BasicBlock> blocksFrom(long entry) {
    Place first = new Place(entry, CallPath.OUTSIDE);
    paths.add(first.path());
    add(first);
    followStarts(entry);
    while (!calls.isEmpty()) {
      enter(calls.remove());
      followStarts(entry);
    }
    return split();
  }

  private void followStarts(long entry) {
    while (!starts.isEmpty()) {
      follow(starts.remove().place(), entry);
    }
  }

  private void add(Place place) {
    leaders.add(place);
    starts.add(new Start(place, seen++));
  }

  private void follow(Place start, long entry) {
    for (Place at = start; !found.containsKey(at); at = at.next()) {
      Instruction instruction = found.size() == mostInstructions ? null : executed(at.address());
      if (instruction == null) {
        return;
      }
      found.put(at, instruction);
      if (!instruction.endsBlock()) {
        continue;
      }
      switch (instruction) {
        case BranchLink call -> noteCall(at, call.target());
        case RegisterBranchLink call -> noteExpectedCall(at, call);
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

  private void noteCall(Place at, long target) {
    calls.add(new Call(at, target, seen++));
  }

  /** Where BLR has always led to the same function; its register still has to hold the address. */
  private void noteExpectedCall(Place at, RegisterBranchLink call) {
    if (expectsCalls && call.n() != Registers.LINK) {
      code.calledFrom(at.address()).ifPresent(target -> noteCall(at, target));
    }
  }

  /** Takes a called function in if it is small and there is room for all of it. */
  private void enter(Call call) {
    int room = Math.min(mostInstructions - found.size(), MOST_IN_CALLED);
    if (call.depth() == MOST_CALLS || !isSmall(call.target(), room)) {
      return;
    }
    long returnAddress = call.at().next().address();
    found.computeIfPresent(
        call.at(),
        (at, instruction) ->
            instruction instanceof RegisterBranchLink branch
                ? new ExpectedCall(branch.n(), call.target(), returnAddress)
                : instruction);
    Place called = call.at().called(call.target(), returnAddress);
    paths.add(called.path());
    add(called);
  }

  /** Whether a function returns, and has at most so many instructions that were executed. */
  private boolean isSmall(long function, int most) {
    Place first = new Place(function, CallPath.OUTSIDE);
    Set<Place> seen = new HashSet<>();
    Deque<Place> open = new ArrayDeque<>(List.of(first));
    boolean returns = false;
    while (!open.isEmpty()) {
      Place at = open.remove();
      Instruction instruction = executed(at.address());
      if (instruction == null || !seen.add(at)) {
        continue;
      }
      if (seen.size() > most) {
        return false;
      }
      switch (instruction) {
        case BranchLink ignored -> open.add(at.next());
        case RegisterBranchLink ignored -> open.add(at.next());
        case Untranslated ignored -> open.add(at.next());
        case RegisterBranch ret -> returns |= ret.n() == Registers.LINK;
        default -> open.addAll(BasicBlock.successors(instruction, at));
      }
    }
    return returns;
  }

  /** The instruction at a virtual address, or null if it was not executed before. */
  private Instruction executed(long address) {
    Instruction known = decoded.get(address);
    if (known == null && code.wasExecuted(address)) {
      known = decoder.decode(code.word(address), address);
      decoded.put(address, known);
    }
    return known;
  }

  private List<BasicBlock> split() {
    Map<CallPath, List<Place>> byPath = new HashMap<>();
    for (Place place : found.keySet()) {
      byPath.computeIfAbsent(place.path(), path -> new ArrayList<>()).add(place);
    }
    List<BasicBlock> blocks = new ArrayList<>();
    for (CallPath path : paths) {
      List<Place> places = byPath.getOrDefault(path, new ArrayList<>());
      places.sort((one, other) -> Long.compare(one.address(), other.address()));
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
