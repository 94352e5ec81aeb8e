package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.BssPlacement.MoveBssBy;
import dev.ingot.patcher.BssPlacement.MoveBssTo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patched programs do what they did, under qemu-user, with their old .bss unmapped. */
class PatchedRunTest {
  private static final Map<String, String> FREQUENT_COLLECTIONS = Map.of("GOGC", "5");

  @TempDir private Path folder;

  static List<String> releases() {
    return GoBuilds.releases();
  }

  static Stream<Path> webPrograms() {
    return releases().stream()
        .flatMap(
            release ->
                Stream.of(
                    GoBuilds.build(release, "web"),
                    GoBuilds.build(release, "web", GoBuilds.STRIP)));
  }

  private static void requireSameRun(Path original, Path patched, String... arguments) {
    Tool.Result expected = Patched.run(original, Map.of(), arguments);
    assertThat(Patched.run(patched, Map.of(), arguments)).isEqualTo(expected);
    assertThat(Patched.run(patched, FREQUENT_COLLECTIONS, arguments)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aPatchedHelloPrintsTheSame(String release) {
    Path program = GoBuilds.build(release, "hello", GoBuilds.STRIP);

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    requireSameRun(program, patched.file());
  }

  @ParameterizedTest
  @MethodSource("webPrograms")
  @Tag("slow")
  void aPatchedHttpServerAnswersTheSame(Path program) {
    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    requireSameRun(program, patched.file());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x40000000", "0xf0000000", "0x1000000"})
  void theProgramRunsWithItsDataAtAChosenAddress(String address) {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");

    Patched patched =
        Patched.write(program, Patched.moveOnly(new MoveBssTo(Long.decode(address))), folder);

    assertThat(patched.plan().bssMove().newAddress()).isEqualTo(Long.decode(address));
    requireSameRun(program, patched.file());
  }

  @Test
  void aMoveByNoWholePagesRewritesBothInstructionsOfAPair() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "web", GoBuilds.STRIP);

    Patched patched = Patched.write(program, Patched.moveOnly(new MoveBssBy(0x1000_0460)), folder);

    assertThat(patched.plan().edits()).extracting(Edit::kind).contains(EditKind.PAGE_OFFSET);
    requireSameRun(program, patched.file());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theOldZeroFilledDataIsNotMapped(String release) {
    PatchPlan plan =
        Patched.plan(GoBuilds.build(release, "hello"), Patched.moveOnly(new MoveBssAbove()));
    BssMove move = plan.bssMove();

    assertThat(ElfImage.of(plan.emit(), "patched").loadSegments())
        .noneMatch(
            s ->
                s.virtualAddress() < move.oldAddress() + move.size()
                    && s.endAddress() > move.oldAddress());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void trapStubsStopTheProgramAtItsFirstBarrier(String release) {
    Path program = GoBuilds.build(release, "counters", GoBuilds.STRIP);

    Patched patched =
        Patched.write(program, new PatchOptions(new MoveBssAbove(), BarrierStub.TRAP), folder);

    assertThat(Patched.run(program, Map.of()).exit()).isZero();
    assertThat(Patched.run(patched.file(), Map.of("GOTRACEBACK", "none")).errors())
        .contains("SIGTRAP");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theCountersHoldTheCallsOfARun(String release) {
    Path program = GoBuilds.build(release, "counters", GoBuilds.STRIP);
    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);
    String[] addresses =
        patched.plan().counters().stream()
            .map(counter -> "0x" + Long.toHexString(counter.address()))
            .toArray(String[]::new);

    Tool.Result run = Patched.run(patched.file(), Map.of(), addresses);

    assertThat(run.lines()).hasSize(addresses.length);
    assertThat(run.lines().stream().mapToLong(Long::parseLong).sum()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void onlyTheStubsAreExecutableOfWhatIsAdded(String release) {
    PatchPlan plan = Patched.plan(GoBuilds.build(release, "hello"), PatchOptions.forBoot());
    List<ElfSegment> original = plan.program().image().segments();

    assertThat(plan.segments().stream().filter(ElfSegment::isLoad))
        .filteredOn(s -> s.virtualAddress() >= plan.program().image().endAddress())
        .hasSize(3)
        .extracting(ElfSegment::flagText)
        .containsExactly("R X", "RW ", "RW ");
    assertThat(original).noneMatch(s -> s.isWritable() && s.isExecutable());
  }

  static Stream<String> releasesWithFips() {
    return releases().stream().filter(release -> Integer.parseInt(release.substring(2)) >= 24);
  }

  @ParameterizedTest
  @MethodSource("releasesWithFips")
  @Tag("slow")
  void theFipsModulePassesItsSelfCheck(String release) {
    Path program = GoBuilds.build(release, "web", GoBuilds.STRIP);

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    assertThat(Patched.run(patched.file(), Map.of("GODEBUG", "fips140=on")))
        .isEqualTo(Patched.run(program, Map.of()));
  }

  @Test
  @Tag("slow")
  void aPatchedCompilerMakesTheSameObjectFile() throws IOException {
    Path compiler = GoBuilds.buildPackage(GoBuilds.USUAL_RELEASE, "cmd/compile", GoBuilds.STRIP);
    Path source =
        Files.writeString(
            folder.resolve("source.go"), "package main\n\nfunc main() { println(1) }\n");
    Patched patched = Patched.write(compiler, PatchOptions.forBoot(), folder);

    byte[] expected = compile(compiler, source);

    assertThat(patched.plan().sites()).hasSizeGreaterThan(10_000);
    assertThat(compile(patched.file(), source)).isEqualTo(expected);
  }

  private byte[] compile(Path compiler, Path source) {
    Path object = folder.resolve("object");
    Tool.Result run =
        Patched.run(
            compiler,
            FREQUENT_COLLECTIONS,
            "-p",
            "main",
            "-complete",
            "-o",
            object.toString(),
            source.toString());
    assertThat(run.errors()).isEmpty();
    return Patched.bytesOf(object);
  }
}
