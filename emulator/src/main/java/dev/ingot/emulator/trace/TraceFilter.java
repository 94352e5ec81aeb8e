package dev.ingot.emulator.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which events a trace shows: names with {@code *} for anything, and ranges of addresses {@code
 * 0xFROM-0xTO}, TO left out. A {@code !} before an item leaves events out instead.
 */
public final class TraceFilter {
  private static final Pattern RANGE =
      Pattern.compile("0x([0-9a-fA-F]{1,16})-0x([0-9a-fA-F]{1,16})");
  private static final int HEXADECIMAL = 16;

  private final List<Item> shown = new ArrayList<>();
  private final List<Item> hidden = new ArrayList<>();

  private record Item(Predicate<String> names, LongPredicate addresses) {
    boolean matches(long address, List<String> candidates) {
      return addresses.test(address) || candidates.stream().anyMatch(names);
    }
  }

  /**
   * Reads a filter.
   *
   * @param text items with commas between them; empty for everything
   * @throws IllegalArgumentException when an item is empty or its range is
   */
  public TraceFilter(String text) {
    if (text.isEmpty()) {
      return;
    }
    for (String item : text.split(",", -1)) {
      boolean hides = item.startsWith("!");
      (hides ? hidden : shown).add(read(hides ? item.substring(1) : item));
    }
  }

  private static Item read(String item) {
    if (item.isEmpty()) {
      throw new IllegalArgumentException("an item between two commas is empty");
    }
    Matcher range = RANGE.matcher(item);
    if (!range.matches()) {
      String glob = "\\Q" + item.replace("*", "\\E.*\\Q") + "\\E";
      return new Item(Pattern.compile(glob).asMatchPredicate(), _ -> false);
    }
    long from = Long.parseUnsignedLong(range.group(1), HEXADECIMAL);
    long to = Long.parseUnsignedLong(range.group(2), HEXADECIMAL);
    if (Long.compareUnsigned(from, to) >= 0) {
      throw new IllegalArgumentException("the range %s is empty".formatted(item));
    }
    return new Item(
        _ -> false, va -> Long.compareUnsigned(va, from) >= 0 && Long.compareUnsigned(va, to) < 0);
  }

  /** Whether everything is shown. */
  public boolean showsAll() {
    return shown.isEmpty() && hidden.isEmpty();
  }

  /**
   * Whether an event is shown.
   *
   * @param address where it happens, a VA
   * @param names any of them may match
   */
  public boolean shows(long address, List<String> names) {
    return (shown.isEmpty() || shown.stream().anyMatch(item -> item.matches(address, names)))
        && hidden.stream().noneMatch(item -> item.matches(address, names));
  }
}
