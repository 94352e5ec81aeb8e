package dev.ingot.linkerscript.goflags;

import dev.ingot.goelf.GoRelease;
import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.Layout.Placement;
import dev.ingot.linkerscript.MemoryRegion;
import java.util.OptionalLong;

/**
 * Go's linker flags on a board.
 *
 * @param code the memory that the ELF header, text and read-only data lie in
 * @param data the memory for everything that is written
 */
public record GoPlacement(MemoryRegion code, MemoryRegion data) {
  /**
   * The memories of a layout.
   *
   * @throws RefusedException when the board lacks what the layout needs
   */
  public static GoPlacement on(Board board, Layout layout) {
    Placement placement = layout.place(board);
    return new GoPlacement(placement.code(), placement.data());
  }

  /**
   * The flags that put a program at the start of its memories: the ELF header first, the text 4 KiB
   * behind it.
   *
   * @param round {@code -R} in bytes
   * @return flags that still have to be checked against the board and a Go release
   */
  public GoFlags flags(long round) {
    return new GoFlags(
        firstMultiple(code, round) + GoFlags.HEADER_RESERVE,
        round,
        code.equals(data) ? OptionalLong.empty() : OptionalLong.of(firstMultiple(data, round)));
  }

  /**
   * Checks that flags place a program on this board, and that a release's linker can follow them.
   *
   * @throws RefusedException when an address lies outside of its memory, or {@link
   *     GoFlags#requireUsable} refuses
   */
  public void requireUsable(GoFlags flags, GoRelease release) {
    flags.requireUsable(release);
    requireInside("-T", flags.text(), code, code.start() + GoFlags.HEADER_RESERVE);
    flags.data().ifPresent(address -> requireInside("-D", address, data, data.start()));
  }

  private static void requireInside(String flag, long address, MemoryRegion memory, long first) {
    if (address < first || address >= memory.end()) {
      throw GoFlags.refuse(
          "%s 0x%x".formatted(flag, address),
          "an address outside of the board's %s".formatted(memory.name()),
          "0x%x to 0x%x".formatted(first, memory.end() - 1),
          "leave out %s, or choose another board or layout".formatted(flag));
    }
  }

  private static long firstMultiple(MemoryRegion region, long round) {
    return (region.start() + round - 1) & -round;
  }
}
