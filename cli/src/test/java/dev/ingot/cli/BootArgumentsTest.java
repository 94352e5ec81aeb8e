package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BootArgumentsTest {
  @Test
  void nothingToSayIsAnEmptyString() {
    assertThat(BootArguments.of(List.of(), List.of())).isEmpty();
  }

  @Test
  void variablesComeBeforeTheArguments() {
    assertThat(BootArguments.of(List.of("K=V"), List.of("a", "b")))
        .isEqualTo("\"K=V\" -- \"a\" \"b\"");
  }

  @Test
  void blanksQuotesAndBackslashesSurvive() {
    assertThat(BootArguments.of(List.of(), List.of("say \"hi\"", "c:\\x")))
        .isEqualTo("-- \"say \\\"hi\\\"\" \"c:\\\\x\"");
  }

  @Test
  void anArgumentWithAnEqualsSignIsNoVariableBehindTheSeparator() {
    assertThat(BootArguments.of(List.of(), List.of("K=V"))).isEqualTo("-- \"K=V\"");
  }
}
