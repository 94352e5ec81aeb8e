package dev.ingot.goelf;

/**
 * Decodes pc-value tables (Go src/runtime/symtab.go {@code pcvalue}, {@code step}): pairs of a
 * zig-zag value difference and a pc difference in instructions, both varints, from value -1; a
 * value difference of 0 that is not the first ends the table.
 */
final class PcValueTable {
  /** Bytes of an A64 instruction, {@code minLC} of the header. */
  private static final long INSTRUCTION_SIZE = 4;

  private final ImageMemory memory;
  private final long tables;
  private long position;

  PcValueTable(ImageMemory memory, long tables) {
    this.memory = memory;
    this.tables = tables;
  }

  /**
   * The value at an instruction.
   *
   * @param offset of the table, 0 for none
   * @param entry VA of the function
   * @param address VA of the instruction
   * @return the value, -1 when the table does not cover the instruction
   */
  int valueAt(int offset, long entry, long address) {
    if (offset == 0) {
      return -1;
    }
    position = tables + (offset & 0xffffffffL);
    int value = -1;
    long pc = entry;
    int change = nextVarint();
    do {
      value += change >>> 1 ^ -(change & 1);
      pc += (nextVarint() & 0xffffffffL) * INSTRUCTION_SIZE;
      if (address < pc) {
        return value;
      }
      change = nextVarint();
    } while (change != 0);
    return -1;
  }

  private int nextVarint() {
    int value = 0;
    int next;
    int shift = 0;
    do {
      next = memory.byteAt(position++);
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while (next >= 0x80 && shift < 35);
    return value;
  }
}
