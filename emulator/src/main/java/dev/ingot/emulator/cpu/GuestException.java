package dev.ingot.emulator.cpu;

/**
 * A synchronous exception of the guest on its way to the interpreter. Preallocated and without a
 * stack trace, one a {@link Cpu}: never keep it.
 */
public final class GuestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private long syndrome;
  private long faultAddress;

  GuestException() {
    super(null, null, false, false);
  }

  GuestException set(long esr, long far) {
    this.syndrome = esr;
    this.faultAddress = far;
    return this;
  }

  /** ESR_ELx: exception class in bits 31:26, IL in bit 25, ISS in bits 24:0. */
  public long syndrome() {
    return syndrome;
  }

  /** FAR_ELx; meaningful for aborts, PC alignment and watchpoints only. */
  public long faultAddress() {
    return faultAddress;
  }
}
