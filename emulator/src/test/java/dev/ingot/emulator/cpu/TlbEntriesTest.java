package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which entries of a TLB are remembered as filled. */
class TlbEntriesTest {
  private final TlbEntries entries = new TlbEntries();

  private Set<Integer> remembered() {
    Set<Integer> all = new HashSet<>();
    for (int i = 0; i < entries.count(); i++) {
      all.add(entries.get(i));
    }
    return all;
  }

  @Test
  void everyEntryIsRememberedHoweverManyThereAre() {
    Set<Integer> added = new HashSet<>();
    for (int i = 999; i >= 0; i--) {
      entries.add(i);
      added.add(i);
    }

    assertThat(remembered()).isEqualTo(added);
  }

  @Test
  void entriesThatAreFilledAgainAndAgainTakeNoMoreRoom() {
    for (int i = 0; i < 100_000; i++) {
      entries.add(i % 7);
    }

    assertThat(remembered()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThat(entries.count()).isLessThanOrEqualTo(64);
  }

  @Test
  void nothingIsRememberedOnceItIsCleared() {
    entries.add(5);
    entries.clear();

    assertThat(remembered()).isEmpty();
  }
}
