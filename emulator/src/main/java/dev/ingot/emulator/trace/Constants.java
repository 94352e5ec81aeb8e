package dev.ingot.emulator.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Names of Linux's constants, from {@code constants.txt}. */
final class Constants {
  private static final Map<String, Constants> KINDS = read();

  /** Bits of a value that is one of the names; what lies outside are flags. */
  private final long valueMask;

  private final Map<Long, String> names = new LinkedHashMap<>();

  private Constants(String combination) {
    valueMask =
        switch (combination) {
          case "value" -> -1;
          case "flags" -> 0;
          default -> Long.decode(combination.substring(combination.indexOf(':') + 1));
        };
  }

  private static Map<String, Constants> read() {
    Map<String, Constants> kinds = new HashMap<>();
    lines("constants.txt")
        .forEach(
            line -> {
              String[] words = line.split(" ", -1);
              Constants kind = new Constants(words[1]);
              for (int i = 2; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                long number = Long.decode(words[i].substring(equals + 1));
                kind.names.put(number, words[i].substring(0, equals));
              }
              kinds.put(words[0], kind);
            });
    return kinds;
  }

  /** The lines of a resource beside this class, without comments. */
  static Stream<String> lines(String resource) {
    try (InputStream in = Constants.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing beside " + Constants.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether there are constants of that name. */
  static boolean have(String kind) {
    return KINDS.containsKey(kind);
  }

  /** A number by its names, with {@code |} between them; what has no name as a number. */
  static String name(String kind, long number) {
    return KINDS.get(kind).name(number);
  }

  private String name(long number) {
    StringJoiner text = new StringJoiner("|");
    long value = number & valueMask;
    long rest = number & ~valueMask;
    if (valueMask != 0 || number == 0) {
      String name = names.get(value);
      text.add(name == null ? Long.toString(value) : name);
    }
    for (Map.Entry<Long, String> each : names.entrySet()) {
      long flag = each.getKey();
      if (flag != 0 && (flag & valueMask) == 0 && (rest & flag) == flag) {
        text.add(each.getValue());
        rest &= ~flag;
      }
    }
    if (rest != 0) {
      text.add("0x%x".formatted(rest));
    }
    return text.toString();
  }
}
