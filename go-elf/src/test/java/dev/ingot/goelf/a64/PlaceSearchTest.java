package dev.ingot.goelf.a64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Held against {@link PcRelative}, which is held against the decoder. */
class PlaceSearchTest {
  private static final int WORDS = 4096;
  private static final int BLOCKS = 400;
  private static final long PAGE = 4096;
  private static final long BRANCH_REACH = 1L << 27;

  private final SplittableRandom random = new SplittableRandom(3);
  private final int[] found = new int[WORDS];

  private int[] randomWords() {
    return random.ints(WORDS).toArray();
  }

  /** A VA, most often one that some word of a block can reach. */
  private long placeNear(long block) {
    long reach = 1L << random.nextInt(10, 36);
    return Math.max(0, block + random.nextLong(-reach, reach));
  }

  private Set<Integer> first(int hits) {
    return Arrays.stream(found, 0, hits).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> naming(
      long block, int[] words, long first, long last, boolean pages) {
    Set<Integer> expected = new TreeSet<>();
    for (int i = 0; i < words.length; i++) {
      if (pages ? isAddressOfPage(words[i]) : PcRelative.is(words[i])) {
        long target = PcRelative.target(block + i * 4L, words[i]);
        if (target >= first && target <= last) {
          expected.add(i);
        }
      }
    }
    return expected;
  }

  private static boolean isAddressOfPage(int word) {
    return Instruction.decode(word) instanceof Instruction.AddressOfPage;
  }

  @Test
  void everyWordThatNamesAPlaceInTheRangeIsFound() {
    int named = 0;
    for (int i = 0; i < BLOCKS; i++) {
      long block = random.nextLong(1L << 34) * 4;
      long first = placeNear(block);
      long last = first + (1L << random.nextInt(24));
      int[] words = randomWords();
      Set<Integer> expected = naming(block, words, first, last, false);

      int hits = new PlaceSearch(first, last).places(block, words, WORDS, found);

      assertThat(first(hits)).as("%x: %x to %x", block, first, last).containsAll(expected);
      named += expected.size();
    }
    assertThat(named).isGreaterThan(BLOCKS);
  }

  @Test
  void everyAddressOfAPageInTheRangeIsFoundAndLittleElse() {
    int named = 0;
    int superfluous = 0;
    for (int i = 0; i < BLOCKS; i++) {
      long block = random.nextLong(1L << 34) * 4;
      long first = placeNear(block);
      long last = first + (1L << random.nextInt(12, 32));
      int[] words = randomWords();
      Set<Integer> expected = naming(block, words, first, last, true);

      int hits = new PlaceSearch(first, last).pages(block, words, WORDS, found);

      assertThat(first(hits)).as("%x: %x to %x", block, first, last).containsAll(expected);
      named += expected.size();
      superfluous += hits - expected.size();
    }
    assertThat(named).isGreaterThan(BLOCKS);
    assertThat(superfluous).isLessThan(named / 10);
  }

  @Test
  void theFarthestCallsAndPagesAreFound() {
    long block = 1L << 33;
    int backwards = new Instruction.BranchWithLink(-BRANCH_REACH).encode();
    int forwards = new Instruction.BranchWithLink(BRANCH_REACH - 4).encode();
    int pageBelow = Instruction.AddressOfPage.between(1, block, block - (PAGE << 20)).encode();
    int pageAbove =
        Instruction.AddressOfPage.between(1, block, block + (PAGE << 20) - PAGE).encode();
    int[] words = {backwards, forwards, pageBelow, pageAbove};

    assertThat(places(words, block, block - BRANCH_REACH)).contains(0);
    assertThat(places(words, block, block + 4 + BRANCH_REACH - 4)).contains(1);
    assertThat(places(words, block, block - (PAGE << 20))).contains(2);
    assertThat(places(words, block, block + (PAGE << 20) - PAGE)).contains(3);
    assertThat(places(words, block, block + (PAGE << 21))).isEmpty();
  }

  private Set<Integer> places(int[] words, long block, long place) {
    return first(new PlaceSearch(place, place).places(block, words, words.length, found));
  }
}
