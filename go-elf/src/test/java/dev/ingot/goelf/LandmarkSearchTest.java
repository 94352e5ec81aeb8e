package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.testing.GoBuilds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against a plain walk through the file's words. */
class LandmarkSearchTest {
  private static final Path PREBUILT = Path.of("..", "testdata", "prebuilt");
  private static final boolean BESIDE = true;

  @TempDir private Path folder;

  /** A word that holds an address, and its VA. */
  private record Word(long address, long value) {}

  private static List<Word> addresses(Landmarks landmarks) {
    List<Word> words = new ArrayList<>();
    landmarks
        .addresses()
        .forEachIn(0, Long.MAX_VALUE, (address, value) -> words.add(new Word(address, value)));
    return words;
  }

  private static long loadedBytes(ElfImage image) {
    return image.loadSegments().stream().mapToLong(ElfSegment::fileSize).sum();
  }

  private static void requireEqual(Landmarks found, Landmarks expected) {
    assertThat(addresses(found)).isEqualTo(addresses(expected));
    assertThat(found.functionTables()).isEqualTo(expected.functionTables());
    assertThat(found.buildInfos()).isEqualTo(expected.buildInfos());
    assertThat(found.fipsInfos()).isEqualTo(expected.fipsInfos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello-go1.23", "panic-go1.23", "random-go1.27"})
  void everyWordThatHoldsAnAddressIsFound(String name) throws IOException {
    Path file = PREBUILT.resolve(name);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    ElfImage image = ElfImage.read(file);
    long lowest = image.loadSegments().getFirst().virtualAddress();
    List<Word> expected = new ArrayList<>();
    for (ElfSegment segment : image.loadSegments()) {
      for (long at = 0; at + Long.BYTES <= segment.fileSize(); at += Long.BYTES) {
        long value = bytes.getLong((int) (segment.offset() + at));
        if (value >= lowest && value < image.endAddress()) {
          expected.add(new Word(segment.virtualAddress() + at, value));
        }
      }
    }

    assertThat(addresses(LandmarkSearch.in(image))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello-go1.23", "panic-go1.23", "random-go1.27"})
  void twoThreadsFindWhatOneFindsWhereverTheyMeet(String name) {
    ElfImage image = ElfImage.read(PREBUILT.resolve(name));
    long size = loadedBytes(image);
    long text = image.loadSegments().getFirst().fileSize();
    Landmarks expected = LandmarkSearch.cutAt(image, size, !BESIDE);

    LongStream.of(0, 1, 5000, size / 2, text - 1, text, text + 1, size - 1, size)
        .forEach(cut -> requireEqual(LandmarkSearch.cutAt(image, cut, BESIDE), expected));
  }

  @Test
  void aLargeProgramIsReadAsByOneThread() {
    ElfImage image = ElfImage.read(GoBuilds.build(GoBuilds.USUAL_RELEASE, "web"));
    Landmarks expected = LandmarkSearch.cutAt(image, loadedBytes(image), !BESIDE);

    requireEqual(LandmarkSearch.in(image), expected);
    assertThat(expected.functionTables()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {4096, 1 << 20})
  void bytesThatVanishAreRefusedWhicheverThreadMissesThem(long left) throws IOException {
    Path file = Files.copy(PREBUILT.resolve("hello-go1.23"), folder.resolve("hello"));
    ElfImage image = ElfImage.read(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(left);
    }

    assertThatThrownBy(
            () ->
                image.whileWhole(() -> LandmarkSearch.cutAt(image, loadedBytes(image) / 2, BESIDE)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("vanished");
  }
}
