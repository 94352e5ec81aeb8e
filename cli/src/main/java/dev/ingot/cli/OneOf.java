package dev.ingot.cli;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a constant of an enum by its name or its text. picocli would do the same, by reflection.
 *
 * @param <E> the enum
 */
final class OneOf<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] values;

  /**
   * @param values all constants of the enum, at least one
   */
  OneOf(E[] values) {
    this.values = values.clone();
  }

  Class<E> type() {
    return values[0].getDeclaringClass();
  }

  /** What to write for each. */
  List<String> texts() {
    return Arrays.stream(values).map(E::toString).toList();
  }

  @Override
  public E convert(String text) {
    for (E value : values) {
      if (text.equals(value.toString()) || text.equals(value.name())) {
        return value;
      }
    }
    Set<String> allowed = new LinkedHashSet<>();
    for (E value : values) {
      allowed.add(value.name());
      allowed.add(value.toString());
    }
    throw new TypeConversionException(
        "expected one of %s (case-sensitive) but was '%s'".formatted(allowed, text));
  }
}
