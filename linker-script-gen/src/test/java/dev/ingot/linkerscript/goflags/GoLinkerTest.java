package dev.ingot.linkerscript.goflags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.GoRelease;
import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the linkers of installed Go releases make of the flags. */
@Tag("slow")
class GoLinkerTest {
  private static final Pattern LOAD =
      Pattern.compile(
          "LOAD +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x[0-9a-f]+ 0x[0-9a-f]+ (\\S+)");

  @TempDir Path folder;

  /** A PT_LOAD segment: file offset and virtual address in bytes, and readelf's flags. */
  private record Segment(long offset, long address, String flags) {}

  @ParameterizedTest
  @CsvSource({
    "1.19, 0x40200000, 0x200000",
    "1.19, 0x40201000, 0x200000",
    "1.24, 0x40200800, 0x1000",
    "1.24, 0x40202000, 0x10000",
    "1.27, 0x40200000, 0x200000",
    "1.27, 0x40201000, 0x200000",
    "1.27, 0x40200000, 0x1000",
    "1.27, 0x40200fe0, 0x1000"
  })
  void aCombinationIsRefusedExactlyWhenTheLinkerMisplacesTheFirstSegment(
      String release, String text, String round) throws IOException, InterruptedException {
    GoFlags flags = new GoFlags(Long.decode(text), Long.decode(round), OptionalLong.empty());

    Segment first = link(release, flags).getFirst();

    assertThat(first.offset).isEqualTo(flags.firstSegmentOffset());
    if (first.offset == 0) {
      assertThatCode(() -> flags.requireUsable(go(release))).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> flags.requireUsable(go(release)))
          .isInstanceOf(RefusedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.26", "1.27"})
  void theFlagsForRomPlaceHeaderAndTextInFlashAndDataInRam(String release)
      throws IOException, InterruptedException {
    GoFlags flags = GoPlacement.on(Board.qemuVirt(512L << 20), new Layout.InRom()).flags(0x1000);

    List<Segment> segments = link(release, flags);

    assertThat(segments.getFirst().address).isZero();
    assertThat(segments)
        .filteredOn(s -> s.flags.equals("RW"))
        .extracting(Segment::address)
        .containsExactly(0x4020_0000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.19", "1.24", "1.27"})
  void theFlagsForRamPlaceTheFileAtTheImageAddress(String release)
      throws IOException, InterruptedException {
    Board board = Board.qemuVirt(512L << 20);

    List<Segment> segments = link(release, GoPlacement.on(board, new Layout.InRam()).flags(0x1000));

    assertThat(segments.getFirst()).isEqualTo(new Segment(0, board.imageAddress(), "R"));
  }

  private List<Segment> link(String release, GoFlags flags)
      throws IOException, InterruptedException {
    Tool go = Tool.require("/usr/lib/go-" + release + "/bin/go");
    Tool readelf = Tool.require("aarch64-linux-gnu-readelf");
    Files.writeString(
        folder.resolve("hello.go"), "package main\n\nfunc main() { println(\"hello\") }\n");
    String cache = Path.of(System.getProperty("java.io.tmpdir"), "ingot-go-cache").toString();
    go.output(
        folder,
        Map.of(
            "GOOS", "linux",
            "GOARCH", "arm64",
            "CGO_ENABLED", "0",
            "GO111MODULE", "off",
            "GOENV", "off",
            "GOTOOLCHAIN", "local",
            "HOME", cache,
            "GOCACHE", cache),
        List.of("build", "-ldflags", flags.asText(), "-o", "hello", "hello.go"));
    return LOAD.matcher(readelf.run(folder, Map.of(), List.of("-lW", "hello")).output())
        .results()
        .map(
            m ->
                new Segment(
                    Long.parseUnsignedLong(m.group(1), 16),
                    Long.parseUnsignedLong(m.group(2), 16),
                    m.group(3)))
        .toList();
  }

  private static GoRelease go(String release) {
    return GoRelease.parse("go" + release).orElseThrow();
  }
}
