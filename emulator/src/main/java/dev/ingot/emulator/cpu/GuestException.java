package dev.ingot.emulator.cpu;

/**
 * A synchronous exception of the guest on its way to the interpreter. Preallocated and without a
 * stack trace, one a {@link Cpu}: never keep it.
 */
public final class GuestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private long syndrome;
  private long faultAddress;
  private boolean addressValid;
  private boolean instructionDone;
  private boolean toHypervisor;

  GuestException() {
    super(null, null, false, false);
  }

  GuestException set(long esr) {
    this.syndrome = esr;
    this.addressValid = false;
    this.instructionDone = false;
    this.toHypervisor = false;
    return this;
  }

  GuestException set(long esr, long far) {
    this.syndrome = esr;
    this.faultAddress = far;
    this.addressValid = true;
    this.instructionDone = false;
    this.toHypervisor = false;
    return this;
  }

  GuestException afterInstruction(long esr) {
    set(esr);
    this.instructionDone = true;
    return this;
  }

  GuestException toHypervisor() {
    this.toHypervisor = true;
    return this;
  }

  /** Whether EL2 takes the exception wherever it comes from, as that of HVC. */
  boolean isForHypervisor() {
    return toHypervisor;
  }

  /** ESR_ELx: exception class in bits 31:26, IL in bit 25, ISS in bits 24:0. */
  public long syndrome() {
    return syndrome;
  }

  /** FAR_ELx; meaningful when {@link #addressValid()}. */
  public long faultAddress() {
    return faultAddress;
  }

  /** Whether the exception writes FAR_ELx: aborts and PC alignment faults. */
  public boolean addressValid() {
    return addressValid;
  }

  /** Whether execution resumes behind the instruction, as after SVC, rather than at it. */
  public boolean instructionDone() {
    return instructionDone;
  }
}
