package dev.ingot.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * Declares an option of a command: what kind of value it takes, then what else is to be known of
 * it, then where it belongs.
 *
 * @param <T> the type of one value
 */
final class Option<T> {
  private final Class<T> type;
  private final OptionSpec.Builder model;

  private Option(Class<T> type, String... names) {
    this.type = type;
    this.model = OptionSpec.builder(names).type(type);
  }

  /** An option without a value: true when it is given, else false. */
  static Option<Boolean> flag(String... names) {
    Option<Boolean> flag = new Option<>(Boolean.class, names);
    flag.model.initialValue(false);
    return flag;
  }

  /** The name of a file or folder. */
  static Option<Path> path(String... names) {
    return converted(Path.class, Path::of, names);
  }

  /** A text, or a number, as picocli reads it. */
  static <T> Option<T> of(Class<T> type, String... names) {
    return new Option<>(type, names);
  }

  /** What a converter makes of the text. */
  static <T> Option<T> converted(Class<T> type, ITypeConverter<T> converter, String... names) {
    Option<T> option = new Option<>(type, names);
    option.model.converters(converter);
    return option;
  }

  /**
   * One of some words.
   *
   * @param values all constants of an enum; the words are their texts
   */
  static <E extends Enum<E>> Option<E> oneOf(E[] values, String... names) {
    OneOf<E> words = new OneOf<>(values);
    Option<E> option = converted(words.type(), words, names);
    option.model.completionCandidates(words.texts());
    return option;
  }

  /** What stands for the value in the usage help. */
  Option<T> label(String label) {
    model.paramLabel(label);
    return this;
  }

  /** What the usage help says. */
  Option<T> says(String description) {
    model.description(description);
    return this;
  }

  /** The value when it is not given, as one would give it. */
  Option<T> orElse(String text) {
    model.defaultValue(text);
    return this;
  }

  /** A command line without it is wrong. */
  Option<T> required() {
    model.required(true);
    return this;
  }

  /** Adds it to a command. */
  Argument<T> in(CommandSpec command) {
    OptionSpec option = model.build();
    command.addOption(option);
    return new Argument<>(option);
  }

  /** Adds it to a command and to all commands below it. */
  Argument<T> inAllBelow(CommandSpec command) {
    model.scopeType(ScopeType.INHERIT);
    return in(command);
  }

  /** Adds it to a group. */
  Argument<T> in(ArgGroupSpec.Builder group) {
    OptionSpec option = model.build();
    group.addArg(option);
    return new Argument<>(option);
  }

  /** Adds it to a command, to be given as often as wanted. */
  Argument<List<T>> repeatableIn(CommandSpec command) {
    OptionSpec option = model.type(List.class).auxiliaryTypes(type).initialValue(List.of()).build();
    command.addOption(option);
    return new Argument<>(option);
  }
}
