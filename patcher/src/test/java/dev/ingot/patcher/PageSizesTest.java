package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import dev.ingot.patcher.BssPlacement.KeepBss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Patched programs can be mapped by kernels with pages of 4, 16 and 64 KiB, however they were
 * linked (Linux fs/binfmt_elf.c: congruent offsets; no page with two permissions).
 */
@Tag("slow")
class PageSizesTest {
  private static final PatchOptions COUNT_ONLY = new PatchOptions(new KeepBss(), BarrierStub.COUNT);
  private static final long[] PAGES = {0x1000, 0x4000, 0x1_0000};

  @TempDir private Path folder;

  static Stream<Arguments> programsAndPages() {
    String release = GoBuilds.USUAL_RELEASE;
    List<Arguments> programs =
        List.of(
            Arguments.of(GoBuilds.build(release, "hello"), PatchOptions.forBoot()),
            Arguments.of(
                GoBuilds.build(release, "hello", "-ldflags=-T=0x12340"), PatchOptions.forBoot()),
            Arguments.of(GoBuilds.build(release, "hello", "-buildmode=pie"), COUNT_ONLY),
            Arguments.of(
                GoBuilds.buildWithC(release, "cgo", CProgramsTest.WITH_RECORDS),
                PatchOptions.forBoot()),
            Arguments.of(GoBuilds.buildWithC(release, "cgo"), COUNT_ONLY));
    return programs.stream()
        .flatMap(
            program ->
                LongStream.of(PAGES)
                    .mapToObj(page -> Arguments.of(program.get()[0], program.get()[1], page)));
  }

  @ParameterizedTest
  @MethodSource("programsAndPages")
  void segmentsShareNoPageAndAreCongruentToTheFile(Path program, PatchOptions options, long page) {
    List<ElfSegment> loads =
        ElfImage.of(Patched.plan(program, options).emit(), "patched").loadSegments();

    assertThat(loads).allMatch(s -> (s.virtualAddress() - s.offset()) % page == 0);
    for (int i = 1; i < loads.size(); i++) {
      assertThat(loads.get(i).virtualAddress() / page)
          .isGreaterThan((loads.get(i - 1).endAddress() - 1) / page);
    }
  }

  @ParameterizedTest
  @MethodSource("programsAndPages")
  void theProgramRunsWithSuchPages(Path program, PatchOptions options, long page) {
    Patched patched = Patched.write(program, options, folder);

    List<String> command = new ArrayList<>(List.of("qemu-aarch64", "-p", String.valueOf(page)));
    command.addAll(List.of("-L", "/usr/aarch64-linux-gnu", patched.file().toString()));
    Tool.Result run = Tool.run(Map.of(), command);

    assertThat(run.errors()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.output()).isNotEmpty();
  }
}
