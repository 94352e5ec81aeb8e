package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;

/** What options and parameters give for a command line. */
class OptionTest {
  private enum Fruit {
    APPLE,
    PEAR;

    @Override
    public String toString() {
      return this == APPLE ? "a" : "p";
    }
  }

  private final CommandSpec model = CommandSpec.create();

  private void parse(String... words) {
    new CommandLine(model).parseArgs(words);
  }

  @Test
  void aFlagIsFalseUnlessItIsGiven() {
    Argument<Boolean> given = Option.flag("--given").in(model);
    Argument<Boolean> missing = Option.flag("--missing").in(model);

    parse("--given");

    assertThat(given.value()).isTrue();
    assertThat(missing.value()).isFalse();
  }

  @Test
  void anOptionWithoutDefaultIsMissingUntilItIsGiven() {
    Argument<Path> file = Option.path("-f", "--file").in(model);

    parse();
    assertThat(file.isGiven()).isFalse();
    assertThat(file.ifGiven()).isEmpty();
    assertThatThrownBy(file::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("--file");

    parse("-f", "name");
    assertThat(file.value()).isEqualTo(Path.of("name"));
  }

  @Test
  void aDefaultIsReadLikeWhatIsGiven() {
    Argument<ByteSize> size =
        Option.converted(ByteSize.class, ByteSize::parse, "--size").orElse("2K").in(model);

    parse();
    assertThat(size.value()).isEqualTo(new ByteSize(2048));

    parse("--size=1M");
    assertThat(size.value()).isEqualTo(new ByteSize(1 << 20));
  }

  @Test
  void aRepeatableOptionGivesAllValuesInTheirOrder() {
    Argument<List<String>> names = Option.of(String.class, "-n").repeatableIn(model);

    parse();
    assertThat(names.value()).isEmpty();

    parse("-n", "b", "-n", "a");
    assertThat(names.value()).containsExactly("b", "a");
  }

  @Test
  void aWordIsAConstantsTextOrName() {
    Argument<Fruit> fruit = Option.oneOf(Fruit.values(), "--fruit").in(model);

    parse("--fruit=p");
    assertThat(fruit.value()).isEqualTo(Fruit.PEAR);

    parse("--fruit=APPLE");
    assertThat(fruit.value()).isEqualTo(Fruit.APPLE);
  }

  @Test
  void anotherWordIsRefusedWithAllThatAreAllowed() {
    Option.oneOf(Fruit.values(), "--fruit").in(model);

    assertThatThrownBy(() -> parse("--fruit=plum"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--fruit")
        .hasMessageContaining("[APPLE, a, PEAR, p]")
        .hasMessageContaining("plum");
  }

  @Test
  void shellsLearnTheTextsOfTheWords() {
    Option.oneOf(Fruit.values(), "--fruit").in(model);

    assertThat(model.findOption("--fruit").completionCandidates()).containsExactly("a", "p");
  }

  @Test
  void optionsOfAnExclusiveGroupDoNotGoTogether() {
    ArgGroupSpec.Builder group = ArgGroupSpec.builder().exclusive(true);
    Argument<Boolean> first = Option.flag("--first").in(group);
    Argument<Path> second = Option.path("--second").in(group);
    model.addArgGroup(group.build());

    parse("--second", "name");
    assertThat(second.value()).isEqualTo(Path.of("name"));
    assertThat(first.ifGiven()).isEmpty();
    assertThatThrownBy(() -> parse("--first", "--second", "name"))
        .isInstanceOf(MutuallyExclusiveArgsException.class);
  }

  @Test
  void anOptionForAllBelowIsGivenBeforeOrBehindTheCommand() {
    Argument<Boolean> loud = Option.flag("--loud").inAllBelow(model);
    CommandLine commandLine = new CommandLine(model).addSubcommand("sub", CommandSpec.create());

    commandLine.parseArgs("sub", "--loud");
    assertThat(loud.value()).isTrue();

    commandLine.parseArgs("--loud", "sub");
    assertThat(loud.value()).isTrue();

    commandLine.parseArgs("sub");
    assertThat(loud.value()).isFalse();
  }

  @Test
  void wordsBehindTheFirstParameterAreAllTheOthers() {
    Argument<Path> file = Parameter.path(model, 0, "FILE", "A file.");
    Argument<List<String>> words = Parameter.words(model, 1, "WORD", "Words.");

    parse("name");
    assertThat(words.value()).isEmpty();

    parse("name", "--", "one", "--two");
    assertThat(file.value()).isEqualTo(Path.of("name"));
    assertThat(words.value()).containsExactly("one", "--two");
  }

  @Test
  void aParameterMayBeLeftOutOnlyIfItIsOptional() {
    Argument<Path> file = Parameter.optionalPath(model, 0, "FILE", "A file.");
    parse();
    assertThat(file.ifGiven()).isEmpty();

    CommandSpec strict = CommandSpec.create();
    Parameter.path(strict, 0, "FILE", "A file.");
    assertThatThrownBy(() -> new CommandLine(strict).parseArgs())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("FILE");
  }
}
