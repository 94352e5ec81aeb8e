package dev.ingot.nucleus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of Linux's system calls for arm64, from the source file that the nucleus itself takes them
 * from (Linux include/uapi/asm-generic/unistd.h).
 */
public final class SystemCallNames {
  private static final String SOURCE = "syscall_names.inc";
  private static final String ROW = ".asciz";
  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  private static final List<String> NAMES = read();

  private SystemCallNames() {}

  /** The name of a number, such as {@code openat} for 56; {@code syscall 999} without one. */
  public static String of(long number) {
    boolean named = number >= 0 && number < NAMES.size() && !NAMES.get((int) number).isEmpty();
    return named ? NAMES.get((int) number) : "syscall " + number;
  }

  private static List<String> read() {
    try (InputStream source = SystemCallNames.class.getResourceAsStream(SOURCE)) {
      if (source == null) {
        throw new IllegalStateException(SOURCE + " is missing beside " + SystemCallNames.class);
      }
      List<String> names = new ArrayList<>();
      new String(source.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith(ROW))
          .map(NAME::matcher)
          .flatMap(Matcher::results)
          .forEach(name -> names.add(name.group(1)));
      return List.copyOf(names);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
