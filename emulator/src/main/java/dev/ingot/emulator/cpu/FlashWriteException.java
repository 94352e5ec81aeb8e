package dev.ingot.emulator.cpu;

/** Stops the run at a store into flash, which nothing can write; the store has not happened. */
public final class FlashWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long virtualAddress;
  private final long pc;

  FlashWriteException(long virtualAddress, long physicalAddress, long pc) {
    super(
        "write to flash at physical address 0x%x by the instruction at 0x%016x"
            .formatted(physicalAddress, pc),
        null,
        false,
        false);
    this.virtualAddress = virtualAddress;
    this.pc = pc;
  }

  /** The address that the guest wrote to. */
  public long virtualAddress() {
    return virtualAddress;
  }

  /** Virtual address of the store. */
  public long pc() {
    return pc;
  }
}
