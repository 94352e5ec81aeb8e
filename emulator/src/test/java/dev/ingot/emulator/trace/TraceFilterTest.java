package dev.ingot.emulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceFilterTest {
  private static boolean shows(String filter, String name) {
    return new TraceFilter(filter).shows(0x1000, List.of(name));
  }

  @Test
  void anEmptyFilterShowsEverything() {
    assertThat(new TraceFilter("").showsAll()).isTrue();
    assertThat(shows("", "read")).isTrue();
  }

  @Test
  void aNameShowsItselfAndNothingLonger() {
    assertThat(shows("read,write", "write")).isTrue();
    assertThat(shows("read", "readv")).isFalse();
  }

  @Test
  void anAsteriskStandsForAnythingAndOtherCharactersForThemselves() {
    assertThat(shows("main.*", "main.(*T).Close")).isTrue();
    assertThat(shows("main.(*T).*", "main.(*T).Close")).isTrue();
    assertThat(shows("main.*", "mainly")).isFalse();
    assertThat(shows("*read*", "pread64")).isTrue();
  }

  @Test
  void anExclamationMarkLeavesOut() {
    assertThat(shows("!futex", "futex")).isFalse();
    assertThat(shows("!futex", "read")).isTrue();
    assertThat(shows("*e*,!write", "write")).isFalse();
  }

  @Test
  void aRangeShowsItsAddressesWithoutItsEnd() {
    TraceFilter filter = new TraceFilter("0x1000-0x2000,0xffffff8000000000-0xffffffffffffffff");
    assertThat(filter.shows(0x1000, List.of())).isTrue();
    assertThat(filter.shows(0x1fff, List.of())).isTrue();
    assertThat(filter.shows(0x2000, List.of())).isFalse();
    assertThat(filter.shows(0xffff_ff80_0000_1000L, List.of())).isTrue();
  }

  @Test
  void emptyItemsAndRangesAreRefused() {
    assertThatThrownBy(() -> new TraceFilter("read,,write")).hasMessageContaining("empty");
    assertThatThrownBy(() -> new TraceFilter("!")).hasMessageContaining("empty");
    assertThatThrownBy(() -> new TraceFilter("0x2000-0x1000")).hasMessageContaining("0x2000");
  }
}
