package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other tools accept the patched file as they accept the original. */
class ValidElfTest {
  @TempDir private Path folder;

  static List<String> releases() {
    return GoBuilds.releases();
  }

  private Patched patch(String release, String... flags) {
    return Patched.write(GoBuilds.build(release, "hello", flags), PatchOptions.forBoot(), folder);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void readelfHasNoComplaint(String release) {
    Tool.Result result =
        Tool.run("aarch64-linux-gnu-readelf", "-aW", patch(release).file().toString());

    assertThat(result.errors()).isEmpty();
    assertThat(result.exit()).isZero();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void objdumpShowsTheStubs(String release) {
    Tool.Result result =
        Tool.run(
            "aarch64-linux-gnu-objdump",
            "-d",
            "-j",
            ".ingot.stubs",
            patch(release).file().toString());

    assertThat(result.errors()).isEmpty();
    assertThat(result.output()).contains("ldxr\tx17, [x16]").contains("stxr\tw27, x17, [x16]");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void goVersionPrintsTheSameBuildInformation(String release) {
    Patched patched = patch(release, GoBuilds.STRIP);

    assertThat(buildInformation(release, patched.file()))
        .isEqualTo(buildInformation(release, patched.original()));
  }

  private static List<String> buildInformation(String release, Path file) {
    return Tool.run(GoBuilds.goCommand(release), "version", "-m", file.toString()).lines().stream()
        .skip(1)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void goObjdumpDisassemblesTheSameFunction(String release) {
    Patched patched = patch(release);

    assertThat(listing(release, patched.file())).isEqualTo(listing(release, patched.original()));
  }

  private static String listing(String release, Path file) {
    return Tool.runSuccessfully(
            Map.of(),
            List.of(
                GoBuilds.goCommand(release),
                "tool",
                "objdump",
                "-s",
                "^unicode/utf8.DecodeRuneInString$",
                file.toString()))
        .output();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void symbolsOfMovedDataMoveAndNoOthers(String release) {
    Patched patched = patch(release);
    BssMove move = patched.plan().bssMove();
    var moduleData = patched.plan().program().moduleData();
    Map<Integer, ElfSymbol> after =
        ElfImage.read(patched.file()).symbols().stream()
            .collect(Collectors.toMap(ElfSymbol::index, symbol -> symbol));

    for (ElfSymbol before : patched.plan().program().image().symbols()) {
      boolean isMoved =
          moduleData.isZeroFilled(before.value()) || before.name().equals("runtime.end");
      boolean isEnd =
          before.value() == moduleData.enoptrbss() || before.value() == moduleData.ebss();
      if (!isEnd) {
        assertThat(after.get(before.index()).value() - before.value())
            .as(before.name())
            .isEqualTo(isMoved ? move.delta() : 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0x1000, 0x4000, 0x1_0000})
  void segmentsShareNoPageAndAreCongruentToTheFile(long page) {
    List<ElfSegment> loads = ElfImage.read(patch(GoBuilds.USUAL_RELEASE).file()).loadSegments();

    assertThat(loads).allMatch(s -> (s.virtualAddress() - s.offset()) % page == 0);
    for (int i = 1; i < loads.size(); i++) {
      assertThat(loads.get(i).virtualAddress() / page)
          .isGreaterThan((loads.get(i - 1).endAddress() - 1) / page);
    }
  }
}
