package dev.ingot.emulator.cpu;

/** Is asked before data accesses to some pages: what watchpoints hang on. */
public interface AccessHook {
  /**
   * Whether accesses to the page have to be announced. The answer is remembered until {@link
   * Cpu#watchAccesses} is called again.
   *
   * @param page VA of the page, a multiple of 4096
   */
  boolean watches(long page);

  /**
   * An instruction is about to read or write; nothing of it has been done.
   *
   * @param va of the first byte
   * @param bytes how many; an access across two pages comes byte by byte
   * @throws DebugStop to stop the CPU before the instruction
   */
  void before(long va, int bytes, boolean write);
}
