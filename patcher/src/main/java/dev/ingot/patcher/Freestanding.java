package dev.ingot.patcher;

import java.util.List;
import java.util.OptionalLong;

/**
 * What else changes in a kernel that runs without Go's runtime and without Linux.
 *
 * @param codeEnd first VA where stubs may go: behind the program's code, and behind what the image
 *     builder puts there
 * @param data first VA, a multiple of 64 KiB, of the memory for data when the code lies in memory
 *     that cannot be written: what the stubs write goes there, and behind it the program's writable
 *     segment, {@code .data} with {@code .bss}, unless {@link BssPlacement.KeepBss}. Empty when all
 *     memory can be written and only {@code .bss} moves
 * @param jumps functions that never start, because their first instruction becomes a jump
 * @param returns functions that return at once, because their first instruction becomes {@code RET}
 */
public record Freestanding(
    long codeEnd, OptionalLong data, List<EntryJump> jumps, List<String> returns) {
  /**
   * A function and where its first instruction goes. The callers' registers, return address and
   * frame are as they were at its entry.
   *
   * @param function its name
   * @param target VA, within 128 MiB
   */
  public record EntryJump(String function, long target) {}

  public Freestanding {
    jumps = List.copyOf(jumps);
    returns = List.copyOf(returns);
  }
}
