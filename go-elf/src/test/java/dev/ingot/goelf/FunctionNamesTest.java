package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionNamesTest {
  private final GoProgram program =
      GoProgram.of(ElfImage.read(Path.of("../testdata/prebuilt/hello-go1.23")));

  @Test
  void everyNameFindsTheFirstFunctionThatHasIt() {
    Map<String, GoFunction> first = new HashMap<>();
    program.pclntab().functions().forEach(function -> first.putIfAbsent(function.name(), function));

    assertThat(first).hasSizeGreaterThan(1000);
    first.forEach(
        (name, function) -> assertThat(program.functionNamed(name)).as(name).contains(function));
  }

  @Test
  void aPartOfANameFindsNothing() {
    assertThat(program.functionNamed("main.main")).isPresent();
    assertThat(program.functionNamed("main.mai")).isEmpty();
    assertThat(program.functionNamed("main.main.")).isEmpty();
    assertThat(program.functionNamed("")).isEmpty();
  }
}
