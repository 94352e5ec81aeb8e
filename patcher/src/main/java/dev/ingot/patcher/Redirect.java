package dev.ingot.patcher;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A wish: every call of a function shall go elsewhere.
 *
 * @param symbol the function's name as the linker spells it, such as {@code main.local}
 */
public record Redirect(String symbol, Target target) {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{1,16}");

  public Redirect {
    Objects.requireNonNull(symbol);
    Objects.requireNonNull(target);
  }

  /** Where calls go. It must take the same arguments in the same registers. */
  public sealed interface Target {
    /** As it is written behind the {@code =}. */
    String text();
  }

  /** A function of the same program. */
  public record FunctionTarget(String name) implements Target {
    @Override
    public String text() {
      return name;
    }
  }

  /** A fixed VA, in the program or outside. */
  public record AddressTarget(long address) implements Target {
    @Override
    public String text() {
      return "0x" + Long.toHexString(address);
    }
  }

  /**
   * Code of the user's.
   *
   * @param label where calls go; without it the label of the function's own name, or the only
   *     global one
   */
  public record CodeTarget(UserCode code, Optional<String> label) implements Target {
    @Override
    public String text() {
      return code.name() + label.map(name -> ":" + name).orElse("");
    }
  }

  /**
   * Reads {@code SYMBOL=TARGET}, where TARGET is a name or {@code 0x} and hexadecimal digits. The
   * last {@code =} counts, because names of generic functions can hold others.
   *
   * @return empty when the text has not this form
   */
  public static Optional<Redirect> parse(String text) {
    return parse(text, Redirect::targetNamed);
  }

  /** The same with another reader of what stands behind the {@code =}. */
  public static Optional<Redirect> parse(String text, Function<String, Target> targetReader) {
    int equals = text.lastIndexOf('=');
    String symbol = text.substring(0, Math.max(equals, 0)).strip();
    String target = text.substring(equals + 1).strip();
    return symbol.isEmpty() || target.isEmpty()
        ? Optional.empty()
        : Optional.of(new Redirect(symbol, targetReader.apply(target)));
  }

  /** An address when it is {@code 0x} and hexadecimal digits, else a function. */
  public static Target targetNamed(String text) {
    return ADDRESS.matcher(text).matches()
        ? new AddressTarget(Long.parseUnsignedLong(text.substring(2), 16))
        : new FunctionTarget(text);
  }
}
