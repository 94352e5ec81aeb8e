package dev.ingot.emulator.cpu;

/** Exception entry to EL1 and EL2 and return from there (Arm ARM D1.3, D1.4). */
public final class ExceptionModel {
  private static final int VECTOR_SYNCHRONOUS = 0x000;
  private static final int VECTOR_IRQ = 0x080;
  private static final int VECTOR_FIQ = 0x100;
  private static final int VECTORS_OWN_STACK = 0x200;
  private static final int VECTORS_LOWER_EL = 0x400;

  private final Cpu cpu;
  private final SystemRegisters registers;
  private ExceptionObserver observer = ExceptionObserver.none();

  ExceptionModel(Cpu cpu, SystemRegisters registers) {
    this.cpu = cpu;
    this.registers = registers;
  }

  /** Has every exception told from now on. */
  public void observeWith(ExceptionObserver value) {
    observer = value;
  }

  /** Enters the handler of a synchronous exception of the instruction at {@link Cpu#pc()}. */
  void takeSynchronous(GuestException e) {
    int target = e.isForHypervisor() || cpu.state.level == 2 ? 2 : 1;
    report(e, target);
    long returnAddress = e.instructionDone() ? cpu.pc + Integer.BYTES : cpu.pc;
    observer.entering(cpu, ExceptionObserver.Kind.SYNCHRONOUS, e.syndrome(), returnAddress);
    enter(VECTOR_SYNCHRONOUS, returnAddress, target);
  }

  private void report(GuestException e, int target) {
    if (target == 2) {
      cpu.hypervisor.esr = e.syndrome();
    } else {
      registers.esr = e.syndrome();
    }
    if (!e.addressValid()) {
      return;
    }
    cpu.abortsInSlice++;
    if (target == 2) {
      cpu.hypervisor.far = e.faultAddress();
    } else {
      registers.far = e.faultAddress();
    }
  }

  private int interruptTarget(long routing) {
    return cpu.environment().hypervisor() && cpu.hypervisor.configured(routing) ? 2 : 1;
  }

  /** An interrupt for a higher level cannot be masked, one for a lower level waits (D1.3.6). */
  private boolean unmasked(long routing, long mask) {
    int target = interruptTarget(routing);
    int level = cpu.state.level;
    if (target != level && target + level > 1) {
      return target > level;
    }
    return (cpu.state.daif & mask) == 0;
  }

  /** Whether PSTATE lets an IRQ through. */
  public boolean irqUnmasked() {
    return unmasked(HypervisorRegisters.HCR_IMO, ProcessorState.SPSR_IRQ_MASK);
  }

  /** Whether PSTATE lets an FIQ through. */
  public boolean fiqUnmasked() {
    return unmasked(HypervisorRegisters.HCR_FMO, ProcessorState.SPSR_FIQ_MASK);
  }

  /** Enters the IRQ handler between two instructions. */
  public void takeIrq() {
    observer.entering(cpu, ExceptionObserver.Kind.IRQ, 0, cpu.pc);
    enter(VECTOR_IRQ, cpu.pc, interruptTarget(HypervisorRegisters.HCR_IMO));
  }

  /** Enters the FIQ handler between two instructions. */
  public void takeFiq() {
    observer.entering(cpu, ExceptionObserver.Kind.FIQ, 0, cpu.pc);
    enter(VECTOR_FIQ, cpu.pc, interruptTarget(HypervisorRegisters.HCR_FMO));
  }

  private void enter(int vector, long returnAddress, int target) {
    ProcessorState state = cpu.state;
    int group = state.level < target ? VECTORS_LOWER_EL : state.ownStack ? VECTORS_OWN_STACK : 0;
    long interrupted = state.toSpsr(cpu.nzcv);
    cpu.saveStackPointer();
    state.level = target;
    state.ownStack = true;
    state.daif = ProcessorState.SPSR_DAIF;
    state.illegal = false;
    long vectors;
    if (target == 2) {
      cpu.hypervisor.spsr = interrupted;
      cpu.hypervisor.elr = returnAddress;
      vectors = cpu.hypervisor.vbar;
    } else {
      registers.spsr = interrupted;
      registers.elr = returnAddress;
      vectors = registers.vbar;
      state.pan |= registers.setsPanOnEntry();
    }
    cpu.restoreStackPointer();
    cpu.pc = vectors + group + vector;
    cpu.attention = false;
  }

  /**
   * Returns from an exception (ERET).
   *
   * @throws GuestException at EL0, where ERET is UNDEFINED
   */
  public void exceptionReturn() {
    if (cpu.state.level == 0) {
      throw cpu.undefined();
    }
    boolean fromHypervisor = cpu.state.level == 2;
    long spsr = fromHypervisor ? cpu.hypervisor.spsr : registers.spsr;
    long elr = fromHypervisor ? cpu.hypervisor.elr : registers.elr;
    cpu.clearExclusive();
    cpu.saveStackPointer();
    if (cpu.state.isLegalReturn(spsr)) {
      cpu.state.fromSpsr(spsr);
    } else {
      cpu.state.fromSpsrExceptMode(spsr);
      cpu.state.illegal = true;
    }
    cpu.restoreStackPointer();
    cpu.nzcv = (int) (spsr & ProcessorState.SPSR_NZCV);
    cpu.branch(elr);
    observer.returned(cpu, elr);
  }
}
