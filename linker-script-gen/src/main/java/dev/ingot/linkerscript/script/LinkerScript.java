package dev.ingot.linkerscript.script;

import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.Layout.Placement;

/** Linker scripts that GNU ld and lld both take. */
public final class LinkerScript {
  private LinkerScript() {}

  /**
   * Writes a script. The same arguments give the same bytes.
   *
   * @param board where memory lies
   * @param layout which memories hold code and data
   * @param sizes of stack and page tables
   * @return the script, lines ended by {@code \n}, ASCII
   * @throws RefusedException when the board lacks what the layout needs
   */
  public static String of(Board board, Layout layout, PartSizes sizes) {
    Placement placement = layout.place(board);
    MemoryMap map = new MemoryMap(board, placement);
    return String.join(
        "\n",
        head(board, layout),
        map.memory(),
        map.symbols(),
        new Sections(placement, sizes).text(),
        new Assertions(placement, map.reservedRam().toList()).text());
  }

  private static String head(Board board, Layout layout) {
    return """
    /*
     * Board %s, layout %s: %s.
     * For GNU ld and lld; written by ingot linker-script. Change the board rather than this file.
     */
    OUTPUT_FORMAT("elf64-littleaarch64")
    OUTPUT_ARCH(aarch64)
    ENTRY(_start)
    """
        .formatted(
            board.name().replaceAll("[^A-Za-z0-9._-]", "."), layout.name(), layout.summary());
  }
}
