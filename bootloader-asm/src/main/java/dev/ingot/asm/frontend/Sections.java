package dev.ingot.asm.frontend;

import dev.ingot.asm.object.Section;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sections of one unit: the current one, the one before it, and the stack. */
final class Sections {
  private record Saved(Section current, Section previous) {}

  private final Map<String, Section> all = new LinkedHashMap<>();
  private final Deque<Saved> stack = new ArrayDeque<>();
  private Section current = named(".text", true, false);
  private Section previous = current;

  /** The section that bytes go to. */
  Section current() {
    return current;
  }

  /** The section of a name, with the properties it had when it was first named. */
  Section named(String name, boolean code, boolean noBits) {
    return all.computeIfAbsent(name, n -> new Section(n, code, noBits));
  }

  void select(Section section) {
    previous = current;
    current = section;
  }

  /** Goes back to the section before this one. */
  void selectPrevious() {
    select(previous);
  }

  /** Remembers where we are. */
  void push() {
    stack.push(new Saved(current, previous));
  }

  /** Goes back to what {@link #push} remembered; false when there is nothing. */
  boolean pop() {
    if (stack.isEmpty()) {
      return false;
    }
    Saved saved = stack.pop();
    current = saved.current();
    previous = saved.previous();
    return true;
  }

  /** All of them, in the order of first use. */
  Collection<Section> all() {
    return Collections.unmodifiableCollection(all.values());
  }
}
