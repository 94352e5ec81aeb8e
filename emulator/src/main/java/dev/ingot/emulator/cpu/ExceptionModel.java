package dev.ingot.emulator.cpu;

/** Exception entry to EL1 and return from it (Arm ARM D1.3, D1.4). */
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
    registers.esr = e.syndrome();
    if (e.addressValid()) {
      registers.far = e.faultAddress();
      cpu.abortsInSlice++;
    }
    long returnAddress = e.instructionDone() ? cpu.pc + Integer.BYTES : cpu.pc;
    observer.entering(cpu, ExceptionObserver.Kind.SYNCHRONOUS, e.syndrome(), returnAddress);
    enter(VECTOR_SYNCHRONOUS, returnAddress);
  }

  /** Whether PSTATE lets an IRQ through. */
  public boolean irqUnmasked() {
    return (cpu.state.daif & ProcessorState.SPSR_IRQ_MASK) == 0;
  }

  /** Whether PSTATE lets an FIQ through. */
  public boolean fiqUnmasked() {
    return (cpu.state.daif & ProcessorState.SPSR_FIQ_MASK) == 0;
  }

  /** Enters the IRQ handler between two instructions. */
  public void takeIrq() {
    observer.entering(cpu, ExceptionObserver.Kind.IRQ, 0, cpu.pc);
    enter(VECTOR_IRQ, cpu.pc);
  }

  /** Enters the FIQ handler between two instructions. */
  public void takeFiq() {
    observer.entering(cpu, ExceptionObserver.Kind.FIQ, 0, cpu.pc);
    enter(VECTOR_FIQ, cpu.pc);
  }

  private void enter(int vector, long returnAddress) {
    ProcessorState state = cpu.state;
    int group = state.level == 0 ? VECTORS_LOWER_EL : state.ownStack ? VECTORS_OWN_STACK : 0;
    registers.spsr = state.toSpsr(cpu.nzcv);
    registers.elr = returnAddress;
    cpu.saveStackPointer();
    state.level = 1;
    state.ownStack = true;
    state.daif = ProcessorState.SPSR_DAIF;
    state.illegal = false;
    if (registers.setsPanOnEntry()) {
      state.pan = true;
    }
    cpu.restoreStackPointer();
    cpu.pc = registers.vbar + group + vector;
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
    long spsr = registers.spsr;
    cpu.clearExclusive();
    cpu.saveStackPointer();
    if (ProcessorState.isLegalReturn(spsr)) {
      cpu.state.fromSpsr(spsr);
    } else {
      cpu.state.fromSpsrExceptMode(spsr);
      cpu.state.illegal = true;
    }
    cpu.restoreStackPointer();
    cpu.nzcv = (int) (spsr & ProcessorState.SPSR_NZCV);
    cpu.branch(registers.elr);
    observer.returned(cpu, registers.elr);
  }
}
