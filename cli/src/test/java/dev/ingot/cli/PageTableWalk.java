package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.nucleus.Nucleus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The translation tables that a guest left behind, read out of its memory as a table walk reads
 * them: VMSAv8-64, 48 bits, 4 KiB granule (Arm ARM D8.3).
 */
final class PageTableWalk {
  /** PA 0 in the nucleus's linear map (docs/nucleus.md). */
  private static final long LINEAR_BASE = 0xffff_0000_0000_0000L;

  private static final int PAGE_SHIFT = 12;
  private static final int LEVEL_BITS = 9;
  private static final int ENTRIES = 1 << LEVEL_BITS;
  private static final int TOP_SHIFT = PAGE_SHIFT + 3 * LEVEL_BITS;
  private static final int FIRST_BLOCK_SHIFT = PAGE_SHIFT + 2 * LEVEL_BITS;
  private static final long ADDRESS = 0x0000_ffff_ffff_f000L;
  private static final long VALID = 1;
  private static final long TABLE_OR_PAGE = 2;

  /** NSTable, APTable, UXNTable, PXNTable: they would restrict whatever the table holds. */
  private static final long TABLE_RESTRICTIONS = 0x1fL << 59;

  private static final long EL0 = 1L << 6;
  private static final long READ_ONLY = 1L << 7;
  private static final long PXN = 1L << 53;
  private static final long UXN = 1L << 54;

  /**
   * A page or block that can be reached.
   *
   * @param va its first virtual address
   * @param bytes its size
   * @param descriptor what the table says
   */
  record Mapping(long va, long bytes, long descriptor) {
    long pa() {
      return descriptor & ADDRESS & -bytes;
    }

    boolean holdsPhysical(long address) {
      return address >= pa() && address < pa() + bytes;
    }

    boolean writable() {
      return (descriptor & READ_ONLY) == 0;
    }

    boolean forEl0() {
      return (descriptor & EL0) != 0;
    }

    boolean executableAtEl1() {
      return (descriptor & PXN) == 0;
    }

    boolean executableAtEl0() {
      return (descriptor & UXN) == 0;
    }

    @Override
    public String toString() {
      return "va 0x%016x, 0x%x bytes, descriptor 0x%016x".formatted(va, bytes, descriptor);
    }
  }

  private final Machine machine;
  private final List<Mapping> mappings = new ArrayList<>();

  private PageTableWalk(Machine machine) {
    this.machine = machine;
  }

  /** Everything that TTBR1_EL1 maps. */
  static List<Mapping> ofNucleus(Machine machine) {
    PageTableWalk walk = new PageTableWalk(machine);
    long root = Nucleus.shipped().addressOf("boot_l0_high").orElseThrow();
    walk.table(machine.readVirtual(root, ENTRIES * Long.BYTES), TOP_SHIFT, LINEAR_BASE);
    return walk.mappings;
  }

  /** Everything that TTBR0_EL1 maps: the first word of a process is the register's value. */
  static List<Mapping> ofProgram(Machine machine) {
    PageTableWalk walk = new PageTableWalk(machine);
    long process =
        machine.readVirtualWord(Nucleus.shipped().addressOf("first_process").orElseThrow());
    walk.table(walk.physicalTable(machine.readVirtualWord(process)), TOP_SHIFT, 0);
    return walk.mappings;
  }

  private byte[] physicalTable(long descriptor) {
    return machine.readVirtual(LINEAR_BASE + (descriptor & ADDRESS), ENTRIES * Long.BYTES);
  }

  private void table(byte[] table, int shift, long va) {
    ByteBuffer descriptors = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    for (int index = 0; index < ENTRIES; index++) {
      long descriptor = descriptors.getLong(index * Long.BYTES);
      if ((descriptor & VALID) != 0) {
        entry(descriptor, shift, va + ((long) index << shift));
      }
    }
  }

  private void entry(long descriptor, int shift, long va) {
    boolean tableOrPage = (descriptor & TABLE_OR_PAGE) != 0;
    if (shift == PAGE_SHIFT && tableOrPage || shift <= FIRST_BLOCK_SHIFT && !tableOrPage) {
      mappings.add(new Mapping(va, 1L << shift, descriptor));
    } else if (tableOrPage && (descriptor & TABLE_RESTRICTIONS) == 0) {
      table(physicalTable(descriptor), shift - LEVEL_BITS, va);
    } else {
      throw new AssertionError("0x%x: descriptor 0x%x".formatted(va, descriptor));
    }
  }
}
