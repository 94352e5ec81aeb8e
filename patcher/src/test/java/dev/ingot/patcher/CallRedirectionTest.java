package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.testing.GnuAssembler;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of a write-barrier routine that objdump sees is redirected, and nothing else. */
class CallRedirectionTest {
  private static final Pattern CALL =
      Pattern.compile("^ *([0-9a-f]+):.*\\tbl\\t[0-9a-f]+ <(runtime\\.gcWriteBarrier\\d?)>$");

  @TempDir private Path folder;

  static List<String> releases() {
    return GoBuilds.releases();
  }

  private static Map<Long, String> callsByObjdump(Path program) {
    Map<Long, String> calls = new TreeMap<>();
    for (String line : Tool.run("aarch64-linux-gnu-objdump", "-d", program.toString()).lines()) {
      Matcher matcher = CALL.matcher(line);
      if (matcher.matches()) {
        calls.put(Long.parseLong(matcher.group(1), 16), matcher.group(2));
      }
    }
    return calls;
  }

  private static Map<Long, String> calls(PatchPlan plan) {
    Map<Long, String> calls = new TreeMap<>();
    plan.sites().forEach(site -> calls.put(site.address(), site.variant()));
    return calls;
  }

  @ParameterizedTest
  @MethodSource("releases")
  @Tag("slow")
  void theSitesAreTheCallsOfObjdump(String release) {
    Path program = GoBuilds.build(release, "web");

    PatchPlan plan = Patched.plan(program, PatchOptions.forBoot());

    assertThat(plan.sites()).hasSizeGreaterThan(1000);
    assertThat(calls(plan)).isEqualTo(callsByObjdump(program));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void strippingChangesNoCount(String release) {
    Map<String, Integer> whole =
        PlanSummary.of(Patched.plan(GoBuilds.build(release, "web"), PatchOptions.forBoot()))
            .sitesByVariant();
    Map<String, Integer> stripped =
        PlanSummary.of(
                Patched.plan(
                    GoBuilds.build(release, "web", GoBuilds.STRIP), PatchOptions.forBoot()))
            .sitesByVariant();

    assertThat(stripped).isEqualTo(whole);
  }

  @Test
  void noCallOfARoutineIsLeft() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    assertThat(callsByObjdump(program)).isNotEmpty();
    assertThat(callsByObjdump(patched.file())).isEmpty();
  }

  @Test
  void theCountingStubIsWhatGnuAsMakesOfItsSource() {
    PatchPlan plan =
        Patched.plan(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"), PatchOptions.forBoot());
    CallSite site = plan.sites().getFirst();
    long counter =
        plan.counters().stream()
            .filter(c -> c.variant().equals(site.variant()))
            .findFirst()
            .orElseThrow()
            .address();

    List<Integer> expected =
        GnuAssembler.linkedWords(
            folder,
            """
              adrp x16, counter
              add  x16, x16, :lo12:counter
            1: ldxr x17, [x16]
              add  x17, x17, #1
              stxr w27, x17, [x16]
              cbnz w27, 1b
              b    routine
            """,
            site.newTarget(),
            Map.of("counter", counter, "routine", site.oldTarget()));

    ImageMemory memory = ElfImage.of(plan.emit(), "patched").memory();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(memory.wordAt(site.newTarget() + 4L * i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void callsThroughTrampolinesAreRedirectedAndTheProgramRuns() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello", "-ldflags=-debugtramp=2");
    Path plain = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    assertThat(patched.plan().sites())
        .hasSameSizeAs(Patched.plan(plain, PatchOptions.forBoot()).sites());
    assertThat(Patched.run(patched.file(), Map.of()).output()).isEqualTo("hello, world\n");
  }
}
