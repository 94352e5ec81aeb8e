package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.Instruction.Branch;
import dev.ingot.emulator.translator.Instruction.BranchLink;
import dev.ingot.emulator.translator.Instruction.CompareBranch;
import dev.ingot.emulator.translator.Instruction.ConditionalBranch;
import dev.ingot.emulator.translator.Instruction.RegisterBranch;
import dev.ingot.emulator.translator.Instruction.TestBranch;
import dev.ingot.emulator.translator.Instruction.Untranslated;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Emits what happens at the ends of blocks. Instructions are counted there. Every cycle has a
 * branch backward, so if at the entry and at each such branch as many instructions remain as the
 * region has, the count never passes zero in between.
 */
final class BranchEmitter {
  private final RegionCode region;
  private final CodeBuilder code;
  private final FlagsEmitter flags;
  private final List<BasicBlock> blocks;
  private final FlagFlow flow;
  private final Label leave;
  private final Label entry;
  private final Map<Integer, Label> starts = new HashMap<>();
  private final Map<Label, Edge> taken = new LinkedHashMap<>();
  private int emitted;

  /** A way from a block to the one at an index, which may be outside the region. */
  private record Edge(BasicBlock from, int to, int flagsKind) {}

  /**
   * @param leave where {@link Locals#EXIT_PC} and {@link Locals#FLAGS_KIND} have to be set
   */
  BranchEmitter(
      RegionCode region, FlagsEmitter flags, List<BasicBlock> blocks, int entry, Label leave) {
    this.region = region;
    this.code = region.code;
    this.flags = flags;
    this.blocks = blocks;
    this.flow = new FlagFlow(blocks, entry);
    this.leave = leave;
    for (BasicBlock block : blocks) {
      starts.put(block.start(), code.newLabel());
    }
    this.entry = starts.get(entry);
  }

  /** The first block to run. */
  Label entry() {
    return entry;
  }

  /** How the flags are kept at the start of a block. */
  int flagsKindAt(int index) {
    return flow.kindAt(index);
  }

  /** Begins the next block. */
  void begin(BasicBlock block) {
    code.labelBinding(starts.get(block.start()));
    emitted++;
  }

  /** Jumps if fewer instructions remain than a way through the region without a cycle may need. */
  void ifTooFewRemain(Label target) {
    int most = blocks.stream().mapToInt(block -> block.instructions().size()).sum();
    code.lload(Locals.REMAINING);
    region.constant((long) most);
    code.lcmp().iflt(target);
  }

  /** Counts the block and goes where its end leads. */
  void end(BasicBlock block, int kind) {
    int last = block.end() - 1;
    region.at(last, 0, kind);
    count(block.retired());
    switch (block.last()) {
      case Branch i -> go(new Edge(block, target(last, i.offset()), kind));
      case BranchLink i -> {
        link(last);
        code.goto_(region.exit(new RegionCode.Exit(byteOffset(last, i.offset()), 0, kind)));
      }
      case ConditionalBranch i -> {
        if (i.condition().always()) {
          go(new Edge(block, target(last, i.offset()), kind));
          return;
        }
        flags.branchIf(i.condition(), kind, taken(block, i.offset(), kind));
        fallThrough(block, kind);
      }
      case CompareBranch i -> {
        Label taken = taken(block, i.offset(), kind);
        region.load(i.n());
        if (!i.is64()) {
          code.l2i();
        } else {
          code.lconst_0().lcmp();
        }
        ifZero(i.ifZero(), taken);
        fallThrough(block, kind);
      }
      case TestBranch i -> {
        Label taken = taken(block, i.offset(), kind);
        region.load(i.n());
        region.constant(1L << i.bit());
        code.land().lconst_0().lcmp();
        ifZero(i.ifZero(), taken);
        fallThrough(block, kind);
      }
      case RegisterBranch i -> {
        region.load(i.n());
        code.lstore(Locals.EXIT_PC);
        if (i.link()) {
          link(last);
        }
        setKind(kind);
        code.goto_(leave);
      }
      case Untranslated ignored -> code.goto_(region.sideExit());
      default -> fallThrough(block, kind);
    }
  }

  private void count(int instructions) {
    if (instructions != 0) {
      code.lload(Locals.REMAINING);
      region.constant((long) instructions);
      code.lsub().lstore(Locals.REMAINING);
    }
  }

  private void link(int index) {
    code.lload(Locals.PAGE);
    region.constant((index + 1L) * Integer.BYTES);
    code.ladd();
    region.store(Registers.LINK);
  }

  private void ifZero(boolean zero, Label target) {
    if (zero) {
      code.ifeq(target);
    } else {
      code.ifne(target);
    }
  }

  private static int target(int index, long offset) {
    return byteOffset(index, offset) / Integer.BYTES;
  }

  private static int byteOffset(int index, long offset) {
    return (int) (index * (long) Integer.BYTES + offset);
  }

  private Label taken(BasicBlock block, long offset, int kind) {
    Label label = code.newLabel();
    taken.put(label, new Edge(block, target(block.end() - 1, offset), kind));
    return label;
  }

  private void fallThrough(BasicBlock block, int kind) {
    boolean next = emitted < blocks.size() && blocks.get(emitted).start() == block.end();
    if (next) {
      setKindFor(block.end(), kind);
    } else {
      go(new Edge(block, block.end(), kind));
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
    RegionCode.Exit exit = new RegionCode.Exit(edge.to() * Integer.BYTES, 0, edge.flagsKind());
    if (start == null) {
      code.goto_(region.exit(exit));
      return;
    }
    if (edge.to() <= edge.from().start()) {
      ifTooFewRemain(region.exit(exit));
    }
    setKindFor(edge.to(), edge.flagsKind());
    code.goto_(start);
  }

  private void setKindFor(int target, int kind) {
    if (flow.kindAt(target) == LazyFlags.MIXED) {
      setKind(kind);
    }
  }

  private void setKind(int kind) {
    if (kind != LazyFlags.MIXED) {
      region.constant(kind);
      code.istore(Locals.FLAGS_KIND);
    }
  }
}
