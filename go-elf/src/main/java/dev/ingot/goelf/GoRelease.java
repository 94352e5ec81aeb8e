package dev.ingot.goelf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Go release that built a program: exact when the build information names it, else the span of
 * releases that share the layouts found.
 *
 * @param version the build information's text, such as {@code go1.24.4} or {@code devel
 *     go1.28-5e1}; empty when the program does not tell
 * @param firstMinor the oldest possible release, 24 for Go 1.24
 * @param lastMinor the newest possible release
 */
public record GoRelease(Optional<String> version, int firstMinor, int lastMinor) {
  private static final Pattern NUMBER = Pattern.compile("\\bgo1\\.(\\d{1,4})");

  /** The release that a version text names, empty when it names none. */
  public static Optional<GoRelease> parse(String version) {
    Matcher matcher = NUMBER.matcher(version);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int minor = Integer.parseInt(matcher.group(1));
    return Optional.of(new GoRelease(Optional.of(version), minor, minor));
  }

  /** Every release from 1.{@code firstMinor} to 1.{@code lastMinor}. */
  public static GoRelease between(int firstMinor, int lastMinor) {
    return new GoRelease(Optional.empty(), firstMinor, lastMinor);
  }

  /** Whether all possible releases are 1.{@code minor} or newer. */
  public boolean isAtLeast(int minor) {
    return firstMinor >= minor;
  }

  @Override
  public String toString() {
    return version.orElseGet(
        () ->
            firstMinor == lastMinor
                ? "go1." + firstMinor
                : "go1.%d to go1.%d".formatted(firstMinor, lastMinor));
  }
}
