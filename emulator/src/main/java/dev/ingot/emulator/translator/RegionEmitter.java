package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.Op;
import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.translator.Instruction.AddSubtract;
import dev.ingot.emulator.translator.Instruction.BitOperation;
import dev.ingot.emulator.translator.Instruction.Bitfield;
import dev.ingot.emulator.translator.Instruction.BitfieldInsert;
import dev.ingot.emulator.translator.Instruction.ConditionalCompare;
import dev.ingot.emulator.translator.Instruction.ControlTransfer;
import dev.ingot.emulator.translator.Instruction.Divide;
import dev.ingot.emulator.translator.Instruction.Executed;
import dev.ingot.emulator.translator.Instruction.Extract;
import dev.ingot.emulator.translator.Instruction.Load;
import dev.ingot.emulator.translator.Instruction.LoadPair;
import dev.ingot.emulator.translator.Instruction.Logical;
import dev.ingot.emulator.translator.Instruction.MoveImmediate;
import dev.ingot.emulator.translator.Instruction.MoveKeep;
import dev.ingot.emulator.translator.Instruction.MultiplyAdd;
import dev.ingot.emulator.translator.Instruction.MultiplyHigh;
import dev.ingot.emulator.translator.Instruction.NoOperation;
import dev.ingot.emulator.translator.Instruction.PageAddress;
import dev.ingot.emulator.translator.Instruction.Select;
import dev.ingot.emulator.translator.Instruction.Store;
import dev.ingot.emulator.translator.Instruction.StorePair;
import dev.ingot.emulator.translator.Instruction.VariableShift;
import dev.ingot.emulator.translator.Instruction.VectorAccess;
import dev.ingot.emulator.translator.Instruction.VectorPair;
import dev.ingot.emulator.translator.Instruction.WideMultiplyAdd;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Emits the method of a region: entry, blocks, exits. */
final class RegionEmitter {
  private static final ClassDesc FRAME = RegionFrame.class.describeConstable().orElseThrow();
  private static final ClassDesc LONGS = CD_long.arrayType();
  private static final ClassDesc PAGES = LONGS.arrayType();
  static final ClassDesc REGION = TranslatedRegion.class.describeConstable().orElseThrow();

  private final CodeBuilder code;
  private final InstructionTable table;
  private final List<BasicBlock> blocks;
  private final RegionCode region;
  private final FlagsEmitter flags;
  private final ComputationEmitter computation;
  private final MemoryEmitter memory;
  private final BranchEmitter branches;
  private final List<Op> executed = new ArrayList<>();
  private final Label setUp;
  private final Label leave;
  private final Label leaveAtOffset;

  RegionEmitter(CodeBuilder code, InstructionTable table, List<BasicBlock> blocks, int entry) {
    this.code = code;
    this.table = table;
    this.blocks = blocks;
    region = new RegionCode(code);
    flags = new FlagsEmitter(region);
    OperandEmitter operands = new OperandEmitter(region);
    computation = new ComputationEmitter(region, operands, flags);
    memory = new MemoryEmitter(region, operands);
    setUp = code.newLabel();
    leave = code.newLabel();
    leaveAtOffset = code.newLabel();
    branches = new BranchEmitter(region, flags, blocks, entry, leave);
  }

  /** The instructions that need {@link TranslatedRegion#execute}, by index. */
  List<Op> executed() {
    return executed;
  }

  /** Emits everything. The entry comes last, when it is known which registers are used. */
  void emit() {
    code.goto_(setUp);
    for (BasicBlock block : blocks) {
      block(block);
    }
    branches.finish();
    leave();
    enter();
  }

  private void block(BasicBlock block) {
    branches.begin(block);
    int kind = branches.flagsKindAt(block.start());
    int done = 0;
    for (Instruction instruction : block.body()) {
      region.at(block.start() + done, done, kind);
      emit(instruction);
      kind = FlagsEmitter.kindAfter(instruction, kind);
      done++;
    }
    branches.end(block, kind);
  }

  private void emit(Instruction instruction) {
    switch (instruction) {
      case MoveImmediate i -> {
        region.constant(i.value());
        region.store(i.d());
      }
      case MoveKeep i -> computation.moveKeep(i);
      case PageAddress i -> computation.pageAddress(i);
      case AddSubtract i -> computation.addSubtract(i);
      case Logical i -> computation.logical(i);
      case Bitfield i -> computation.bitfield(i);
      case BitfieldInsert i -> computation.bitfieldInsert(i);
      case Extract i -> computation.extract(i);
      case Select i -> computation.select(i);
      case ConditionalCompare i -> computation.conditionalCompare(i);
      case MultiplyAdd i -> computation.multiplyAdd(i);
      case WideMultiplyAdd i -> computation.wideMultiplyAdd(i);
      case MultiplyHigh i -> computation.multiplyHigh(i);
      case Divide i -> computation.divide(i);
      case VariableShift i -> computation.variableShift(i);
      case BitOperation i -> computation.bitOperation(i);
      case NoOperation ignored -> {}
      case Executed i -> execute(i);
      case Load i -> memory.load(i);
      case Store i -> memory.store(i);
      case LoadPair i -> memory.loadPair(i);
      case StorePair i -> memory.storePair(i);
      case VectorAccess i -> memory.vectorAccess(i);
      case VectorPair i -> memory.vectorPair(i);
      case ControlTransfer i -> throw new IllegalStateException(i + " inside a block");
    }
  }

  private void execute(Executed i) {
    Op op = table.decode(i.word());
    spill(i.touched());
    if (i.usesFlags()) {
      code.aload(Locals.FRAME);
      flags.pushNzcv(region.flagsKind());
      code.putfield(FRAME, "nzcv", CD_int);
    }
    code.aload(0).aload(Locals.FRAME);
    region.constant(executed.size());
    code.invokevirtual(REGION, "execute", MethodTypeDesc.of(CD_boolean, FRAME, CD_int));
    code.ifeq(region.sideExit());
    executed.add(op);
    reload(i.written());
    if (i.usesFlags()) {
      code.aload(Locals.FRAME).getfield(FRAME, "nzcv", CD_int).i2l().lstore(Locals.FLAGS_A);
    }
  }

  private void spill(long registers) {
    for (int r = 0; r <= Registers.SP; r++) {
      if ((registers & Registers.bit(r)) != 0) {
        code.aload(Locals.X);
        region.constant(r);
        region.load(r);
        code.lastore();
      }
    }
  }

  private void reload(long registers) {
    for (int r = 0; r <= Registers.SP; r++) {
      if ((registers & Registers.bit(r)) != 0) {
        code.aload(Locals.X);
        region.constant(r);
        code.laload();
        region.store(r);
      }
    }
  }

  // ---- exits ----

  private void leave() {
    for (Map.Entry<RegionCode.Exit, Label> each : region.exits().entrySet()) {
      RegionCode.Exit exit = each.getKey();
      code.labelBinding(each.getValue());
      setFlagsKind(exit.flagsKind());
      region.constant(exit.done());
      code.istore(Locals.EXIT_DONE);
      region.constant(exit.offset());
      code.istore(Locals.EXIT_OFFSET).goto_(leaveAtOffset);
    }
    code.labelBinding(leaveAtOffset);
    if (!region.exits().isEmpty()) {
      code.lload(Locals.REMAINING).iload(Locals.EXIT_DONE).i2l().lsub().lstore(Locals.REMAINING);
      code.lload(Locals.PAGE).iload(Locals.EXIT_OFFSET).i2l().ladd().lstore(Locals.EXIT_PC);
    }
    code.labelBinding(leave);
    code.aload(Locals.FRAME).lload(Locals.EXIT_PC).putfield(FRAME, "pc", CD_long);
    code.aload(Locals.FRAME).lload(Locals.REMAINING).putfield(FRAME, "remaining", CD_long);
    code.aload(Locals.FRAME);
    flags.pushNzcv(LazyFlags.MIXED);
    code.putfield(FRAME, "nzcv", CD_int);
    spill(written());
    code.return_();
  }

  private void setFlagsKind(int kind) {
    if (kind != LazyFlags.MIXED) {
      region.constant(kind);
      code.istore(Locals.FLAGS_KIND);
    }
  }

  private long written() {
    long written = 0;
    for (BasicBlock block : blocks) {
      for (Instruction instruction : block.instructions()) {
        written |= instruction.written();
      }
    }
    return written;
  }

  // ---- entry ----

  private void enter() {
    Label unable = code.newLabel();
    code.labelBinding(setUp);
    if (usesSimd()) {
      code.aload(Locals.FRAME).getfield(FRAME, "simdEnabled", CD_boolean).ifeq(unable);
    }
    take("x", LONGS, Locals.X);
    take("v", LONGS, Locals.V);
    take("readTags", LONGS, Locals.READ_TAGS);
    take("readPages", PAGES, Locals.READ_PAGES);
    take("writeTags", LONGS, Locals.WRITE_TAGS);
    take("writePages", PAGES, Locals.WRITE_PAGES);
    code.aload(Locals.FRAME).getfield(FRAME, "page", CD_long).lstore(Locals.PAGE);
    code.aload(Locals.FRAME).getfield(FRAME, "remaining", CD_long).lstore(Locals.REMAINING);
    setFlagsKind(LazyFlags.VALUE);
    code.aload(Locals.FRAME).getfield(FRAME, "nzcv", CD_int).i2l().lstore(Locals.FLAGS_A);
    code.lconst_0().lstore(Locals.FLAGS_B);
    branches.ifTooFewRemain(unable);
    reload(region.used());
    code.goto_(branches.entry());
    code.labelBinding(unable);
    code.return_();
  }

  private void take(String field, ClassDesc type, int local) {
    code.aload(Locals.FRAME).getfield(FRAME, field, type).astore(local);
  }

  private boolean usesSimd() {
    return blocks.stream()
        .flatMap(block -> block.instructions().stream())
        .anyMatch(RegionEmitter::isSimd);
  }

  private static boolean isSimd(Instruction instruction) {
    return switch (instruction) {
      case Executed i -> i.isSimd();
      case VectorAccess ignored -> true;
      case VectorPair ignored -> true;
      default -> false;
    };
  }
}
