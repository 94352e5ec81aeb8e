package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.RamPage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Memory as a CPU that stands still has it mapped, whatever the permissions, for tools that look at
 * the guest. Devices are left alone: to read one may change it.
 */
public final class DebugMemory {
  private static final int OFFSET_MASK = RamPage.BYTES - 1;

  private final Cpu cpu;

  /** The memory of a CPU at its present exception level. */
  public DebugMemory(Cpu cpu) {
    this.cpu = cpu;
  }

  /**
   * Reads up to {@code length} bytes.
   *
   * @return those before the first page that is not mapped to RAM or flash
   */
  public byte[] read(long va, int length) {
    byte[] bytes = new byte[length];
    RamPage page = null;
    for (int i = 0; i < length; i++) {
      int offset = (int) (va + i) & OFFSET_MASK;
      if (page == null || offset == 0) {
        page = cpu.ramPage(va + i).orElse(null);
      }
      if (page == null) {
        return Arrays.copyOf(bytes, i);
      }
      bytes[i] = (byte) page.read(offset, 1);
    }
    return bytes;
  }

  /** The 64-bit word at an address, if all of it is mapped. */
  public Optional<Long> word(long va) {
    int offset = (int) va & OFFSET_MASK;
    if (offset <= RamPage.BYTES - Long.BYTES) {
      return cpu.ramPage(va).map(page -> page.read(offset, Long.BYTES));
    }
    byte[] bytes = read(va, Long.BYTES);
    if (bytes.length < Long.BYTES) {
      return Optional.empty();
    }
    long word = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      word = word << Byte.SIZE | bytes[i] & 0xff;
    }
    return Optional.of(word);
  }

  /**
   * Writes bytes, also where the guest could not.
   *
   * @return whether all of the range is mapped to RAM; if not, nothing is written
   */
  public boolean write(long va, byte[] bytes) {
    for (long at = va; at < va + bytes.length; at = (at | OFFSET_MASK) + 1) {
      if (cpu.ramPage(at).filter(page -> !page.readOnly).isEmpty()) {
        return false;
      }
    }
    for (int i = 0; i < bytes.length; i++) {
      RamPage page = cpu.ramPage(va + i).orElseThrow();
      cpu.physicalMemory().written(page);
      page.write((int) (va + i) & OFFSET_MASK, 1, bytes[i]);
    }
    return true;
  }
}
