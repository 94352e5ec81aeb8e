package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.LazyFlags;
import dev.ingot.emulator.cpu.Op;
import dev.ingot.emulator.translator.Instruction.AddSubtract;
import dev.ingot.emulator.translator.Instruction.AddWithCarry;
import dev.ingot.emulator.translator.Instruction.BitOperation;
import dev.ingot.emulator.translator.Instruction.Bitfield;
import dev.ingot.emulator.translator.Instruction.BitfieldInsert;
import dev.ingot.emulator.translator.Instruction.ConditionalCompare;
import dev.ingot.emulator.translator.Instruction.Divide;
import dev.ingot.emulator.translator.Instruction.Executed;
import dev.ingot.emulator.translator.Instruction.Extract;
import dev.ingot.emulator.translator.Instruction.Logical;
import dev.ingot.emulator.translator.Instruction.MoveImmediate;
import dev.ingot.emulator.translator.Instruction.MoveKeep;
import dev.ingot.emulator.translator.Instruction.MultiplyAdd;
import dev.ingot.emulator.translator.Instruction.MultiplyHigh;
import dev.ingot.emulator.translator.Instruction.NoOperation;
import dev.ingot.emulator.translator.Instruction.Select;
import dev.ingot.emulator.translator.Instruction.VariableShift;
import dev.ingot.emulator.translator.Instruction.WideMultiplyAdd;
import dev.ingot.emulator.translator.MemoryInstruction.Atomic;
import dev.ingot.emulator.translator.MemoryInstruction.CompareAndSwap;
import dev.ingot.emulator.translator.MemoryInstruction.ElementAccess;
import dev.ingot.emulator.translator.MemoryInstruction.Load;
import dev.ingot.emulator.translator.MemoryInstruction.LoadPair;
import dev.ingot.emulator.translator.MemoryInstruction.Store;
import dev.ingot.emulator.translator.MemoryInstruction.StorePair;
import dev.ingot.emulator.translator.MemoryInstruction.VectorAccess;
import dev.ingot.emulator.translator.MemoryInstruction.VectorList;
import dev.ingot.emulator.translator.MemoryInstruction.VectorPair;
import dev.ingot.emulator.translator.MemoryInstruction.ZeroBlock;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Emits the method of a region: entry, blocks, exits. */
final class RegionEmitter {
  static final ClassDesc REGION = TranslatedRegion.class.describeConstable().orElseThrow();

  private final CodeBuilder code;
  private final InstructionTable table;
  private final List<BasicBlock> blocks;
  private final GuestRegisters registers;
  private final RegionCode region;
  private final FlagsEmitter flags;
  private final ComputationEmitter computation;
  private final FloatEmitter floats;
  private final PageAccess pages;
  private final VectorEmitter vector;
  private final MemoryEmitter memory;
  private final BranchEmitter branches;
  private final StackAlignment stack;
  private final List<Op> executed = new ArrayList<>();

  private final Label setUp;
  private final Label leave;

  RegionEmitter(
      CodeBuilder code,
      InstructionTable table,
      List<BasicBlock> blocks,
      Place entry,
      boolean alignmentMatters) {
    this.code = code;
    this.table = table;
    this.blocks = blocks;
    registers = GuestRegisters.of(code, blocks, entry);
    region = new RegionCode(code, registers);
    flags = new FlagsEmitter(region);
    OperandEmitter operands = new OperandEmitter(region);
    computation = new ComputationEmitter(region, operands, flags);
    floats = new FloatEmitter(region, flags);
    pages = PageAccess.of(alignmentMatters, region, operands);
    vector = new VectorEmitter(region);
    memory = new MemoryEmitter(region, operands, pages, vector, LinkFlow.links(blocks));
    setUp = code.newLabel();
    leave = code.newLabel();
    stack = new StackAlignment(blocks, entry);
    branches = new BranchEmitter(region, flags, blocks, entry);
  }

  private Stream<Instruction> instructions() {
    return BasicBlock.instructionsOf(blocks);
  }

  /** What the region needs besides its code. */
  TranslatedRegion.Parts parts() {
    return new TranslatedRegion.Parts(
        region.directExits(), region.interpreterExits(), List.copyOf(executed));
  }

  /** Emits everything. The entry comes last, when it is known which registers are used. */
  void emit() {
    code.goto_(setUp);
    for (BasicBlock block : blocks) {
      block(block);
    }
    branches.finish();
    code.labelBinding(setUp);
    enter();
    Label stop = code.newLabel();
    region.emitOrdinaryExits(leave);
    region.emitInterpreterExits(stop);
    code.labelBinding(stop);
    registers.spillWritten();
    code.labelBinding(leave);
    leave();
  }

  private void block(BasicBlock block) {
    branches.begin(block);
    registers.begin();
    int kind = branches.flagsKindAt(block.start());
    boolean aligned = stack.at(block.start());
    int done = 0;
    for (Instruction instruction : block.body()) {
      region.at(block.start().address() + (long) done * Integer.BYTES, done, kind);
      region.stackAligned(aligned);
      emit(instruction);
      aligned = StackAlignment.after(instruction, aligned);
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
      case AddSubtract i -> computation.addSubtract(i);
      case AddWithCarry i -> computation.addWithCarry(i);
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
      case FloatInstruction i -> floats.emit(i);
      case VectorInstruction i -> vector.emit(i);
      case Load i -> memory.load(i);
      case Store i -> memory.store(i);
      case LoadPair i -> memory.loadPair(i);
      case StorePair i -> memory.storePair(i);
      case VectorAccess i -> memory.vectorAccess(i);
      case ElementAccess i -> memory.elementAccess(i);
      case VectorPair i -> memory.vectorPair(i);
      case VectorList i -> memory.vectorList(i);
      case Atomic i -> memory.atomic(i);
      case CompareAndSwap i -> memory.compareAndSwap(i);
      case ZeroBlock i -> memory.zeroBlock(i);
      case ControlTransfer i -> throw new IllegalStateException(i + " inside a block");
    }
  }

  private void execute(Executed i) {
    Op op = table.decode(i.word());
    registers.spillFor(i);
    if (i.usesFlags()) {
      flags.spill(region.flagsKind());
    }
    code.aload(0).aload(Locals.FRAME);
    region.constant(executed.size());
    code.invokevirtual(
        REGION,
        i.usesFlags() ? "executeWithFlags" : "execute",
        MethodTypeDesc.of(CD_boolean, RegionCode.FRAME, CD_int));
    code.ifeq(region.sideExit());
    executed.add(op);
    registers.reloadAfter(i);
    if (i.usesFlags()) {
      flags.reload();
    }
  }

  // ---- exits ----

  /** With the number of the exit on the stack. */
  private void leave() {
    code.aload(Locals.FRAME);
    code.lload(Locals.REMAINING).putfield(RegionCode.FRAME, "remaining", CD_long);
    flags.spill(LazyFlags.MIXED);
    code.ireturn();
  }

  // ---- entry ----

  private void enter() {
    Label unable = code.newLabel();
    code.aload(Locals.FRAME).getfield(RegionCode.FRAME, "remaining", CD_long);
    code.lstore(Locals.REMAINING);
    branches.ifTooFewRemain(unable);
    requireConditions(unable);
    flags.reload();
    registers.open();
    requireAlignedStack(unable);
    registers.enter();
    branches.enter();
    code.labelBinding(unable);
    region.returnUnable(branches.unable());
  }

  /** Leaves for what the code takes for granted and the frame denies. */
  private void requireConditions(Label unable) {
    if (instructions().anyMatch(Instruction::isSimd)) {
      requireThat("simdEnabled", unable);
    }
    if (instructions().anyMatch(FloatInstruction.class::isInstance)) {
      requireThat("plainFpcr", unable);
    }
    if (instructions().anyMatch(ZeroBlock.class::isInstance)) {
      requireThat("zeroBlockAllowed", unable);
    }
    if (pages.isUnaligned()) {
      requireThat("unalignedAllowed", unable);
    }
  }

  private void requireAlignedStack(Label unable) {
    if (instructions()
        .anyMatch(i -> i instanceof MemoryInstruction access && access.address().isOnStack())) {
      registers.pushOfCpu(Registers.SP);
      code.l2i();
      region.constant(StackAlignment.MASK);
      code.iand().ifne(unable);
    }
  }

  private void requireThat(String field, Label unable) {
    code.aload(Locals.FRAME).getfield(RegionCode.FRAME, field, CD_boolean);
    code.ifeq(unable);
  }
}
