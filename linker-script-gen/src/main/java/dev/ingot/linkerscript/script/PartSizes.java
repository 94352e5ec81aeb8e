package dev.ingot.linkerscript.script;

/**
 * The sizes of the parts that hold nothing at the start.
 *
 * @param stack of the boot stack, in bytes; a multiple of 4 KiB above zero
 * @param pageTables of the translation tables, in bytes; a multiple of 4 KiB above zero
 */
public record PartSizes(long stack, long pageTables) {
  /** The translation granule, in bytes. */
  public static final long PAGE = 4096;

  /** The most that a part may take, in bytes: far above sense, far below overflow. */
  public static final long MAXIMUM = 1L << 40;

  /** 64 KiB of stack, and 16 tables: four levels and a dozen to split blocks with. */
  public static final PartSizes STANDARD = new PartSizes(64 << 10, 16 * PAGE);

  public PartSizes {
    require("stack", stack);
    require("page tables", pageTables);
  }

  /** Whether a part can have this size. */
  public static boolean isAllowed(long bytes) {
    return bytes > 0 && bytes <= MAXIMUM && bytes % PAGE == 0;
  }

  private static void require(String part, long bytes) {
    if (!isAllowed(bytes)) {
      throw new IllegalArgumentException(
          "%s: %d bytes; allowed is a multiple of 4 KiB from 4 KiB to 1 TiB"
              .formatted(part, bytes));
    }
  }
}
