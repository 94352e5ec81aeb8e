package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugRegister;

/**
 * General registers of a CPU as they were at one moment. Reused by whoever takes many.
 *
 * <p>A copy of thirty registers is cheap beside an exception, at which most of them are taken.
 */
public final class RegisterSnapshot {
  /** General registers that have names: x0 to x30. */
  public static final int GENERAL = 31;

  private final long[] x = new long[GENERAL];
  private long sp;
  private long pc;
  private long state;
  private long syndrome;
  private long faultAddress;
  private boolean taken;

  /** Takes the registers as they stand. */
  public static RegisterSnapshot of(Cpu cpu) {
    RegisterSnapshot snapshot = new RegisterSnapshot();
    snapshot.take(cpu, cpu.pc(), DebugRegister.ESR_EL1.read(cpu));
    return snapshot;
  }

  /**
   * Takes the registers of a CPU.
   *
   * @param address VA where the code goes on
   * @param esr the syndrome of the exception that leaves the code
   */
  void take(Cpu cpu, long address, long esr) {
    cpu.copyGeneral(x);
    sp = cpu.xsp(GENERAL);
    pc = address;
    state = cpu.processorState();
    syndrome = esr;
    faultAddress = DebugRegister.FAR_EL1.read(cpu);
    taken = true;
  }

  /** Whether there are registers at all. */
  public boolean isTaken() {
    return taken;
  }

  /** A general register, 0 to 30. */
  public long x(int r) {
    return x[r];
  }

  /** The stack pointer of the exception level. */
  public long sp() {
    return sp;
  }

  /** VA of the instruction to go on at. */
  public long pc() {
    return pc;
  }

  /** PSTATE in the format of SPSR_EL1. */
  public long state() {
    return state;
  }

  /** ESR_EL1 of the exception that left the code, or as it stood. */
  public long syndrome() {
    return syndrome;
  }

  /** FAR_EL1 as it stood. */
  public long faultAddress() {
    return faultAddress;
  }
}
