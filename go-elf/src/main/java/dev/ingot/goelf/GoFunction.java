package dev.ingot.goelf;

/**
 * One function of the function table.
 *
 * @param index place in the function table, which is sorted by address
 * @param name the linker's name, such as {@code runtime.gcWriteBarrier2} or {@code main.main.func1}
 * @param entry VA of the first instruction
 * @param end VA behind the last byte, padding included
 * @param startLine line of the {@code func} keyword, 0 when the release does not record it (Go
 *     before 1.20)
 */
public record GoFunction(int index, String name, long entry, long end, int startLine) {
  public boolean contains(long address) {
    return address >= entry && address < end;
  }
}
