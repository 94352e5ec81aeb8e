package dev.ingot.emulator.trace;

import dev.ingot.emulator.SourceLocation;
import dev.ingot.emulator.Symbolizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a symbolizer says, remembered: traces ask for the same places again and again. */
public final class CodePlaces {
  /** Places that are remembered before all are forgotten. */
  private static final int MOST = 1 << 18;

  private final Symbolizer symbolizer;
  private final Map<Long, Optional<SourceLocation>> known = new HashMap<>();

  /** Remembers what {@code symbolizer} says. */
  public CodePlaces(Symbolizer symbolizer) {
    this.symbolizer = symbolizer;
  }

  /** The location of a VA, if it is known. */
  public Optional<SourceLocation> locate(long va) {
    if (known.size() >= MOST) {
      known.clear();
    }
    return known.computeIfAbsent(va, symbolizer::locate);
  }

  /** The function at a VA, if it is known. */
  public Optional<String> function(long va) {
    return locate(va).map(SourceLocation::function);
  }

  /** {@code main.main+0x1c (main.go:7)}, or the VA alone. */
  public String describe(long va) {
    return locate(va).map(SourceLocation::toString).orElseGet(() -> "0x%x".formatted(va));
  }
}
