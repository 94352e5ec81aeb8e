package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that Go's linker was told to lay out in other ways than it does by itself. */
class UnusualLinksTest {
  @TempDir private Path folder;

  private static Stream<String> releasesFrom(int minor) {
    return GoBuilds.releases().stream()
        .filter(release -> Integer.parseInt(release.substring(2)) >= minor);
  }

  static Stream<String> releasesThatWriteSectionNames() {
    return releasesFrom(21);
  }

  static Stream<String> releasesWithRandomLayout() {
    return releasesFrom(23);
  }

  private Patched requireSameRun(Path program, Path twin) {
    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);
    Tool.Result expected = Patched.run(twin, Map.of());
    assertThat(expected.exit()).isZero();
    assertThat(Patched.run(patched.file(), Map.of("GOGC", "5"))).isEqualTo(expected);
    return patched;
  }

  private static Path hello(String... flags) {
    return GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello", flags);
  }

  /** golang/go#28257: the original has a negative file offset, and no kernel loads it. */
  @ParameterizedTest
  @ValueSource(strings = {"0x10f000", "0x400100", "0x12340", "0x20000", "0x20340"})
  void textAtAnOddAddressIsPutWhereAKernelCanMapIt(String address) {
    Path program = hello("-ldflags=-T=" + address);

    Patched patched = requireSameRun(program, hello());

    assertThat(ElfImage.read(patched.file()).loadSegments()).allMatch(ElfSegment::isCongruent);
    assertThat(PatchedBytes.undo(Patched.bytesOf(patched.file()), patched.plan().edits()))
        .isEqualTo(Patched.bytesOf(program));
  }

  @ParameterizedTest
  @MethodSource("releasesThatWriteSectionNames")
  void aNegativeFileOffsetIsRepairedForEveryRelease(String release) {
    Path program = GoBuilds.build(release, "hello", "-ldflags=-T=0x12340");

    assertThat(Patched.run(program, Map.of()).exit()).isNotZero();
    Patched patched = requireSameRun(program, GoBuilds.build(release, "hello"));

    assertThat(patched.plan().warnings()).anyMatch(warning -> warning.contains("golang/go#28257"));
    assertThat(Tool.run("aarch64-linux-gnu-readelf", "-aW", patched.file().toString()).errors())
        .isEmpty();
  }

  @Test
  void aRepairAloneChangesNoInstruction() {
    PatchPlan plan = Patched.plan(hello("-ldflags=-T=0x12340"), Patched.UNCHANGED);

    assertThat(plan.edits())
        .extracting(Edit::kind)
        .containsOnly(
            EditKind.ELF_HEADER,
            EditKind.PROGRAM_HEADERS,
            EditKind.SECTION_HEADERS,
            EditKind.PADDING,
            EditKind.SEGMENT_COPY);
  }

  /** Go 1.19 also gives the section names the offset that the text should have. */
  @Test
  void anOddAddressWithLostSectionNamesIsRefused() {
    Path program = GoBuilds.build("1.19", "hello", "-ldflags=-T=0x12340");

    Refusal refusal =
        catchThrowableOfType(
                RefusedException.class, () -> Patched.plan(program, PatchOptions.forBoot()))
            .refusal();

    assertThat(refusal.place()).isEqualTo("e_shstrndx");
    assertThat(refusal.remedy()).contains("-T").contains("0x11000");
  }

  @ParameterizedTest
  @MethodSource("releasesWithRandomLayout")
  void functionsInRandomOrderArePatched(String release) {
    Path program = GoBuilds.build(release, "hello", "-ldflags=-randlayout=7");

    requireSameRun(program, GoBuilds.build(release, "hello"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-R=0x1000", "-R=0x4000", "-T=0x40011000"})
  void otherAddressesAndAlignmentsArePatched(String flag) {
    requireSameRun(hello("-ldflags=" + flag), hello());
  }

  @Test
  void dataAtAnAddressOfItsOwnIsPatched() {
    requireSameRun(GoBuilds.build("1.27", "hello", "-ldflags=-D=0x4000000"), hello());
  }

  @Test
  @Tag("slow")
  void aFileOfOver100MegabytesIsPatched() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "big");

    Patched patched = requireSameRun(program, program);

    assertThat(patched.file().toFile().length()).isGreaterThan(140_000_000);
    assertThat(patched.plan().edits()).extracting(Edit::kind).contains(EditKind.VENEER);
  }

  /** Symbols such as {@code fmt.Fprintln+0-tramp0}; assembly functions are {@code name.abi0}. */
  @ParameterizedTest
  @ValueSource(strings = {"1.19", "1.24", "1.27"})
  void aVeneerIsWordForWordATrampolineOfGosLinker(String release) {
    ElfImage image = ElfImage.read(GoBuilds.build(release, "hello", "-ldflags=-debugtramp=2"));
    ImageMemory memory = image.memory();
    Map<String, ElfSymbol> byName =
        image.symbols().stream()
            .collect(Collectors.toMap(ElfSymbol::name, Function.identity(), (a, b) -> a));
    List<ElfSymbol> trampolines =
        image.symbols().stream().filter(s -> s.name().endsWith("+0-tramp0")).toList();

    assertThat(trampolines).hasSizeGreaterThan(50);
    for (ElfSymbol trampoline : trampolines) {
      long at = trampoline.value();
      String name = trampoline.name().replace("+0-tramp0", "");
      long target = byName.getOrDefault(name, byName.get(name + ".abi0")).value();
      assertThat(List.of(memory.wordAt(at), memory.wordAt(at + 4), memory.wordAt(at + 8)))
          .as(trampoline.name())
          .isEqualTo(Trampoline.words(at, target));
    }
  }
}
