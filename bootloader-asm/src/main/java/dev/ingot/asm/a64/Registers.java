package dev.ingot.asm.a64;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of registers in assembler text. */
public final class Registers {
  /** General, SIMD&FP scalar, and vector registers with an optional arrangement. */
  private static final Pattern NAME =
      Pattern.compile(
          "[xw]([0-9]|[12][0-9]|30)|[xw]zr|w?sp|lr|fp|ip[01]"
              + "|[bhsdq]([0-9]|[12][0-9]|3[01])"
              + "|v([0-9]|[12][0-9]|3[01])(\\.([0-9]+)?[bhsdq])?",
          Pattern.CASE_INSENSITIVE);

  private static final int ZERO_OR_SP = 31;

  private Registers() {}

  /**
   * A general register.
   *
   * @param number 0..31
   * @param is64 whether all 64 bits are meant
   */
  public record General(int number, boolean is64) {}

  /** Whether the word names a register. */
  public static boolean isRegister(String word) {
    return word.length() >= 2 && word.length() <= 7 && NAME.matcher(word).matches();
  }

  /**
   * The name that the Arm ARM uses, for the names of the procedure call standard (AAPCS64, 6.1.1).
   */
  public static String architecturalName(String register) {
    return switch (register.toLowerCase(Locale.ROOT)) {
      case "ip0" -> "x16";
      case "ip1" -> "x17";
      case "fp" -> "x29";
      case "lr" -> "x30";
      default -> register;
    };
  }

  /** A general register where 31 is the zero register, e.g. {@code x3}, {@code wzr}, {@code lr}. */
  public static Optional<General> generalOrZero(String word) {
    String name = architecturalName(word).toLowerCase(Locale.ROOT);
    return switch (name) {
      case "xzr" -> Optional.of(new General(ZERO_OR_SP, true));
      case "wzr" -> Optional.of(new General(ZERO_OR_SP, false));
      default ->
          (name.startsWith("x") || name.startsWith("w")) && isRegister(name) && !name.equals("wsp")
              ? Optional.of(new General(Integer.parseInt(name.substring(1)), name.charAt(0) == 'x'))
              : Optional.empty();
    };
  }

  /** A 64-bit general register where 31 is the stack pointer, as bases of addresses are. */
  public static Optional<General> base(String word) {
    if (word.equalsIgnoreCase("sp")) {
      return Optional.of(new General(ZERO_OR_SP, true));
    }
    return generalOrZero(word).filter(r -> r.is64() && r.number() != ZERO_OR_SP);
  }

  /** A SIMD&FP scalar as a kind letter ({@code b h s d q}) and number, e.g. {@code d7}. */
  public static Optional<Scalar> scalar(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    return !name.isEmpty()
            && "bhsdq".indexOf(name.charAt(0)) >= 0
            && isRegister(name)
            && !name.equals("sp")
        ? Optional.of(new Scalar(name.charAt(0), Integer.parseInt(name.substring(1))))
        : Optional.empty();
  }

  /**
   * A SIMD&FP scalar register.
   *
   * @param kind one of {@code b h s d q}
   * @param number 0..31
   */
  public record Scalar(char kind, int number) {}
}
