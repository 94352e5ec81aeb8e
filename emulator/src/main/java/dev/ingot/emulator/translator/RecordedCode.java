package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.cpu.RegionTranslator.CodeView;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a search for a region saw of the code, so that it can be repeated on another thread. A place
 * that the first search did not look at counts as not executed.
 */
final class RecordedCode implements CodeView {
  private final Map<Long, Integer> words = new HashMap<>();
  private final Set<Long> pages = new HashSet<>();
  private final Map<Long, OptionalLong> calls = new HashMap<>();
  private final boolean alignmentMatters;
  private CodeView present;

  RecordedCode(CodeView present) {
    this.present = present;
    this.alignmentMatters = present.alignmentMatters();
  }

  /** Ends the recording: from now on the present code does not matter. */
  void close() {
    present = null;
  }

  /** Virtual addresses of the pages of what was seen. */
  Set<Long> pages() {
    return Collections.unmodifiableSet(pages);
  }

  @Override
  public boolean wasExecuted(long va) {
    if (present == null) {
      return words.containsKey(va);
    }
    boolean executed = present.wasExecuted(va);
    if (executed) {
      words.put(va, present.word(va));
      pages.add(va & RegionFrame.PAGE_MASK);
    }
    return executed;
  }

  @Override
  public boolean isExecutable(long va) {
    return wasExecuted(va);
  }

  @Override
  public int word(long va) {
    return present == null ? words.get(va) : present.word(va);
  }

  @Override
  public OptionalLong calledFrom(long va) {
    return present == null
        ? calls.getOrDefault(va, OptionalLong.empty())
        : calls.computeIfAbsent(va, present::calledFrom);
  }

  @Override
  public boolean alignmentMatters() {
    return alignmentMatters;
  }
}
