package dev.ingot.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One command line of {@code ingot}, grown option by option; what is {@code null} is left out. */
final class EngineCommand {
  private static final Pattern OPTION = Pattern.compile("(?:option )?'?--([a-z][a-z-]*)'?");

  private static final Pattern NEXT_WORD = Pattern.compile("-([a-z])");

  private final List<String> words = new ArrayList<>();
  private final List<File> inputs = new ArrayList<>();
  private List<String> programArguments = List.of();

  EngineCommand(String command) {
    words.add(command);
  }

  /** The command's name, such as {@code image}. */
  String name() {
    return words.get(0);
  }

  /** A file that the command reads, as a positional argument. */
  EngineCommand input(File file) {
    inputs.add(file);
    words.add(file.toString());
    return this;
  }

  /** An option whose value is a file or folder that the command reads. */
  EngineCommand input(String option, File file) {
    if (file != null) {
      inputs.add(file);
    }
    return option(option, file);
  }

  /** An option with a value. */
  EngineCommand option(String option, Object value) {
    if (value != null) {
      words.add(option + "=" + value);
    }
    return this;
  }

  /** An option that is given once for each value. */
  EngineCommand options(String option, List<String> values) {
    if (values != null) {
      values.forEach(value -> option(option, value));
    }
    return this;
  }

  /** {@code --env}, once for each variable. */
  EngineCommand environment(Map<String, String> variables) {
    if (variables != null) {
      variables.forEach((name, value) -> option("--env", name + "=" + value));
    }
    return this;
  }

  /** An option without a value. */
  EngineCommand flag(String option, boolean given) {
    if (given) {
      words.add(option);
    }
    return this;
  }

  /** The program's own arguments, behind {@code --}. */
  EngineCommand programArguments(List<String> arguments) {
    if (arguments != null) {
      programArguments = List.copyOf(arguments);
    }
    return this;
  }

  List<File> inputs() {
    return List.copyOf(inputs);
  }

  /** The whole command line. */
  List<String> words() {
    List<String> all = new ArrayList<>(words);
    if (!programArguments.isEmpty()) {
      all.add("--");
      all.addAll(programArguments);
    }
    return all;
  }

  /** A message of the engine's with XML elements where it names options: {@code <bssAt>}. */
  static String inTermsOfThePom(String message) {
    Matcher option = OPTION.matcher(message);
    return option.replaceAll(
        found -> Matcher.quoteReplacement("<" + camelCase(found.group(1)) + ">"));
  }

  private static String camelCase(String option) {
    return NEXT_WORD.matcher(option).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }
}
