package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.LazyFlags;
import dev.ingot.emulator.cpu.Region.InterpreterExit;
import dev.ingot.emulator.cpu.Region.Reason;
import dev.ingot.emulator.translator.ControlTransfer.Branch;
import dev.ingot.emulator.translator.ControlTransfer.BranchLink;
import dev.ingot.emulator.translator.ControlTransfer.CompareBranch;
import dev.ingot.emulator.translator.ControlTransfer.Conditional;
import dev.ingot.emulator.translator.ControlTransfer.ConditionalBranch;
import dev.ingot.emulator.translator.ControlTransfer.ExpectedCall;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranch;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranchLink;
import dev.ingot.emulator.translator.ControlTransfer.TestBranch;
import dev.ingot.emulator.translator.ControlTransfer.Untranslated;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Emits what happens at the ends of blocks. Instructions are counted there. Every cycle has an edge
 * that does not lead forward in the order of emission, so if at the entry and at each such edge as
 * many instructions remain as the region has, the count never passes zero in between.
 */
final class BranchEmitter {
  private final RegionCode region;
  private final CodeBuilder code;
  private final FlagsEmitter flags;
  private final List<BasicBlock> blocks;
  private final FlagFlow flow;
  private final Place entry;
  private final int instructions;
  private final Map<Place, Label> starts = new HashMap<>();
  private final Map<Place, Integer> order = new HashMap<>();
  private final Map<Label, Edge> taken = new LinkedHashMap<>();
  private int emitted;

  /** A way from the block with a number to a place, which may be outside the region. */
  private record Edge(int from, Place to, int flagsKind, RegisterSet written) {}

  BranchEmitter(RegionCode region, FlagsEmitter flags, List<BasicBlock> blocks, Place entry) {
    this.region = region;
    this.code = region.code;
    this.flags = flags;
    this.blocks = blocks;
    this.flow = new FlagFlow(blocks, entry);
    this.entry = entry;
    this.instructions = blocks.stream().mapToInt(block -> block.instructions().size()).sum();
    for (BasicBlock block : blocks) {
      order.put(block.start(), starts.size());
      starts.put(block.start(), code.newLabel());
    }
  }

  /** Goes to the first block to run. */
  void enter() {
    code.goto_(starts.get(entry));
  }

  /**
   * The exit if the region cannot run: the interpreter then does at least the first instruction.
   */
  InterpreterExit unable() {
    return new InterpreterExit(Reason.SLICE_ENDS, entry.address(), 0, LazyFlags.MIXED);
  }

  /** How the flags are kept at the start of a block. */
  int flagsKindAt(Place place) {
    return flow.kindAt(place);
  }

  /** Begins the next block. */
  void begin(BasicBlock block) {
    code.labelBinding(starts.get(block.start()));
    emitted++;
  }

  /** Jumps to {@code target} if fewer instructions remain of the slice than the region has. */
  void ifTooFewRemain(Label target) {
    code.lload(Locals.REMAINING);
    region.constant((long) instructions);
    code.lcmp().iflt(target);
  }

  /** Counts the block and goes where its end leads. */
  void end(BasicBlock block, int kind) {
    region.at(block.lastAddress(), 0, kind);
    count(block.retired());
    switch (block.last()) {
      case Branch i -> go(edge(block.start().at(i.target()), kind));
      case BranchLink i -> {
        link(i.returnAddress());
        Place called = block.start().called(i.target(), i.returnAddress());
        go(edge(called, kind));
      }
      case ConditionalBranch i -> {
        Place target = block.start().at(i.target());
        if (i.condition().always()) {
          go(edge(target, kind));
          return;
        }
        flags.branchIf(i.condition(), kind, taken(target, kind));
        fallThrough(block, kind);
      }
      case Conditional i -> {
        Label target = taken(block.start().at(i.target()), kind);
        ifZero(testedIsZero(i), target);
        fallThrough(block, kind);
      }
      case RegisterBranch i -> branchTo(i, block.start().path(), kind);
      case RegisterBranchLink i -> {
        region.load(i.n());
        storePc();
        link(i.returnAddress());
        code.goto_(indirectExit(kind));
      }
      case ExpectedCall i -> {
        link(i.returnAddress());
        Place called = block.start().called(i.expected(), i.returnAddress());
        branchTo(i.n(), called, kind);
      }
      case Untranslated ignored ->
          code.goto_(
              region.exit(
                  new InterpreterExit(Reason.NEVER_TRANSLATED, block.lastAddress(), 0, kind)));
      default -> fallThrough(block, kind);
    }
  }

  /** Pushes what a compare or test branch looks at, and says whether zero takes the branch. */
  private boolean testedIsZero(Conditional branch) {
    switch (branch) {
      case CompareBranch i -> {
        region.load(i.n());
        if (i.is64()) {
          code.lconst_0().lcmp();
        } else {
          code.l2i();
        }
        return i.ifZero();
      }
      case TestBranch i -> {
        region.load(i.n());
        region.constant(1L << i.bit());
        code.land().lconst_0().lcmp();
        return i.ifZero();
      }
      case ConditionalBranch i -> throw new IllegalArgumentException(i + " tests no register");
    }
  }

  /** A return to where the function was called from stays inside, any other leaves. */
  private void branchTo(RegisterBranch branch, CallPath path, int kind) {
    if (BasicBlock.returns(branch, path)) {
      branchTo(branch.n(), new Place(path.returnAddress(), path.caller()), kind);
    } else {
      leaveTo(branch.n(), kind);
    }
  }

  /** Goes where a register says: stays inside if that is what is expected, and else leaves. */
  private void branchTo(int n, Place expected, int kind) {
    region.load(n);
    region.constant(expected.address());
    code.lcmp().ifeq(taken(expected, kind));
    leaveTo(n, kind);
  }

  private void leaveTo(int n, int kind) {
    region.load(n);
    storePc();
    code.goto_(indirectExit(kind));
  }

  private Label indirectExit(int kind) {
    return region.exit(new RegionCode.OrdinaryExit(OptionalLong.empty(), kind, written()));
  }

  private void storePc() {
    region.storeToFrame("pc");
  }

  private void count(int retired) {
    if (retired != 0) {
      code.lload(Locals.REMAINING);
      region.constant((long) retired);
      code.lsub().lstore(Locals.REMAINING);
    }
  }

  private void link(long returnAddress) {
    region.constant(returnAddress);
    region.store(Registers.LINK);
  }

  private void ifZero(boolean zero, Label target) {
    if (zero) {
      code.ifeq(target);
    } else {
      code.ifne(target);
    }
  }

  private Edge edge(Place to, int kind) {
    return new Edge(emitted - 1, to, kind, written());
  }

  private Label taken(Place target, int kind) {
    Label label = code.newLabel();
    taken.put(label, edge(target, kind));
    return label;
  }

  private void fallThrough(BasicBlock block, int kind) {
    Place end = block.end();
    boolean next = emitted < blocks.size() && blocks.get(emitted).start().equals(end);
    if (next) {
      setKindFor(end, kind);
    } else {
      go(edge(end, kind));
    }
  }

  /** Emits the taken sides of conditional branches. */
  void finish() {
    taken.forEach(
        (label, edge) -> {
          code.labelBinding(label);
          go(edge);
        });
  }

  private void go(Edge edge) {
    Label start = starts.get(edge.to());
    if (start == null) {
      code.goto_(exit(edge));
      return;
    }
    if (order.get(edge.to()) <= edge.from()) {
      ifTooFewRemain(exit(edge));
    }
    setKindFor(edge.to(), edge.flagsKind());
    code.goto_(start);
  }

  private Label exit(Edge edge) {
    return region.exit(
        new RegionCode.OrdinaryExit(
            OptionalLong.of(edge.to().address()), edge.flagsKind(), edge.written()));
  }

  /** Registers that may have been written when the present block is passed. */
  private RegisterSet written() {
    return region.registers.spilledBehind(blocks.get(emitted - 1));
  }

  private void setKindFor(Place target, int kind) {
    if (flow.kindAt(target) == LazyFlags.MIXED && kind != LazyFlags.MIXED) {
      region.constant(kind);
      code.istore(Locals.FLAGS_KIND);
    }
  }
}
