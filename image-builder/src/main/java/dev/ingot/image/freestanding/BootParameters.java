package dev.ingot.image.freestanding;

import dev.ingot.goelf.FunctionTables;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the boot stub is told: 64-bit words in the order of
 * bootloader-asm/src/main/asm-freestanding/parameters.inc. All addresses are physical.
 *
 * @param base of the stub's first byte
 * @param entry of the kernel's entry function
 * @param g0 of {@code runtime.g0}
 * @param stackBottom of the kernel's stack
 * @param stackTop behind it
 * @param stopStackTop behind the stub's own stack
 * @param deviceTree where a device tree is when the firmware names none
 * @param freeStart of the RAM that nothing of the image takes
 * @param freeEnd behind it
 * @param uart of a PL011, 0 for none
 * @param tables of the root of the translation tables, 0 to leave the MMU off
 * @param copies what moves at the start
 * @param clears what is cleared
 * @param stores what is stored
 * @param services of the table of names and reasons
 * @param text of the first Go function
 * @param etext behind the last
 * @param functions of the function table
 */
record BootParameters(
    long base,
    long entry,
    long g0,
    long stackBottom,
    long stackTop,
    long stopStackTop,
    long deviceTree,
    long freeStart,
    long freeEnd,
    long uart,
    long tables,
    Rows copies,
    Rows clears,
    Rows stores,
    long services,
    long text,
    long etext,
    FunctionTables functions) {

  /** Bytes of the block. */
  static final int SIZE = 0xe0;

  /** A table: where it starts, and how many rows it has. */
  record Rows(long address, long count) {}

  byte[] bytes() {
    ByteBuffer block = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    block.putLong(base).putLong(entry).putLong(g0);
    block.putLong(stackBottom).putLong(stackTop).putLong(stopStackTop);
    block.putLong(deviceTree).putLong(freeStart).putLong(freeEnd);
    block.putLong(uart).putLong(tables);
    for (Rows rows : new Rows[] {copies, clears, stores}) {
      block.putLong(rows.address()).putLong(rows.count());
    }
    block.putLong(services).putLong(text).putLong(etext);
    block.putLong(functions.rows()).putLong(functions.rowCount()).putLong(functions.entrySize());
    block.putLong(functions.rows()).putLong(functions.names()).putLong(functions.units());
    block.putLong(functions.files()).putLong(functions.values());
    return block.array();
  }
}
