package dev.ingot.emulator.mmu;

/** What an access wants to do with a page. */
public enum Access {
  /** A data read. */
  READ,
  /** A data write. */
  WRITE,
  /** An instruction fetch. */
  EXECUTE
}
