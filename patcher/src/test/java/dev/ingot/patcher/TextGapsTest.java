package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GoBuilds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Veneers stand on bytes that nobody else uses, however many there are. */
class TextGapsTest {
  private static final long FAR = 1L << 30;

  static List<Path> programs() {
    return GoBuilds.releases().stream()
        .flatMap(
            release ->
                List.of(
                    GoBuilds.build(release, "hello"),
                    GoBuilds.build(release, "hello", GoBuilds.STRIP))
                    .stream())
        .toList();
  }

  private static TextGaps gaps(GoProgram program) {
    ElfSegment text = program.image().loadSegments().getFirst();
    return new TextGaps(program, text);
  }

  private static List<Long> filled(GoProgram program, VeneerGap gap) {
    List<Long> veneers = new ArrayList<>();
    OptionalLong next = gap.reach(program.moduleData().text(), FAR);
    while (next.isPresent()) {
      veneers.add(next.getAsLong());
      next = gap.reach(program.moduleData().text(), FAR + veneers.size());
    }
    return veneers;
  }

  private static void requireUnused(GoProgram program, List<Long> veneers) {
    for (long veneer : veneers) {
      assertThat(
              Bytes.zeros(Trampoline.SIZE)
                  .standsIn(
                      program.image().bytes(), (int) offset(program, veneer), 0, Trampoline.SIZE))
          .isTrue();
      assertThat(program.image().sections())
          .noneMatch(
              s ->
                  s.sizeInFile() > 0
                      && s.offset() < offset(program, veneer) + Trampoline.SIZE
                      && s.offset() + s.sizeInFile() > offset(program, veneer));
      assertThat(program.locate(veneer)).isEmpty();
    }
  }

  private static long offset(GoProgram program, long address) {
    ElfSegment text = program.image().loadSegments().getFirst();
    return address - text.virtualAddress() + text.offset();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void thereIsRoomForEveryRoutineBehindTheHeaders(Path file) {
    GoProgram program = Patched.program(file);

    List<Long> veneers = filled(program, gaps(program).behindHeaders());

    assertThat(veneers).hasSizeGreaterThan(2 * BarrierRoutine.MOST_SLOTS).doesNotHaveDuplicates();
    assertThat(veneers).allMatch(veneer -> veneer < program.moduleData().text());
    requireUnused(program, veneers);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theRoomBehindTheTextEndsWithItsPage(Path file) {
    GoProgram program = Patched.program(file);
    long end = program.image().loadSegments().getFirst().endAddress();

    List<Long> veneers = filled(program, gaps(program).behindText());

    assertThat(veneers)
        .allMatch(v -> v >= end && v < Placement.alignUp(end, Placement.LARGEST_PAGE));
    requireUnused(program, veneers);
  }
}
