package dev.ingot.cli;

import dev.ingot.emulator.trace.TraceFilter;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --trace} asks for.
 *
 * @param events what is traced
 * @param filter which of them are shown
 */
record TraceRequest(Events events, TraceFilter filter) {
  /** What can be traced. */
  enum Events {
    SYSCALLS,
    EXCEPTIONS,
    INSTRUCTIONS,
    BRANCHES
  }

  /**
   * Reads {@code EVENTS[:FILTER]}.
   *
   * @throws TypeConversionException when it is something else; it names what is allowed
   */
  static TraceRequest parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Events events =
        Arrays.stream(Events.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'%s': it has to be syscalls, exceptions, instructions or branches"
                            .formatted(name)));
    try {
      return new TraceRequest(events, new TraceFilter(colon < 0 ? "" : text.substring(colon + 1)));
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException("'%s': %s".formatted(text, wrong.getMessage()));
    }
  }
}
