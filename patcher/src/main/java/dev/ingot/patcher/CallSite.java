package dev.ingot.patcher;

import dev.ingot.goelf.SourceLine;
import java.util.Optional;

/**
 * One redirected call.
 *
 * @param address VA of the {@code BL}
 * @param fileOffset its offset in the file
 * @param variant the called function's name
 * @param holder tells what the call is a part of
 * @param oldTarget VA called before
 * @param newTarget VA called after
 * @param destination VA that the call comes to: the new target, or where the jump there leads
 * @param oldWord the instruction before
 * @param newWord the instruction after
 */
public record CallSite(
    long address,
    long fileOffset,
    String variant,
    CodeHolder holder,
    long oldTarget,
    long newTarget,
    long destination,
    int oldWord,
    int newWord) {
  /** Function, file and line, when the function table tells. */
  public Optional<SourceLine> source() {
    return holder.sourceAt(address);
  }
}
