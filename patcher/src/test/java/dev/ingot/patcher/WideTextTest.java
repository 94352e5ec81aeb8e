package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program with so much text that no place is in the reach of all calls: 270 MiB, which takes
 * nearly every kind of route. {@code make wide-text} takes other releases of Go than the usual one.
 */
@Tag("slow")
class WideTextTest {
  private static final int MEBIBYTE = 1 << 20;

  /** The reach of a {@code BL}. */
  private static final int REACH = 128 * MEBIBYTE;

  /**
   * Between two shores around the end of the reach of the first veneers, before the linker's first
   * trampoline: less than the routines are behind the start of the text.
   */
  private static final int STEP = MEBIBYTE / 8;

  private static final int STEPS = 24;

  /** {@code STT_FUNC}. */
  private static final int FUNCTION = 2;

  private static final Pattern CALL =
      Pattern.compile(
          "^ *([0-9a-f]+):.*\\tbl\\t[0-9a-f]+"
              + " <(runtime\\.gcWriteBarrier\\d?)(?:\\+0-tramp\\d+)?>$");

  @TempDir private Path folder;

  static List<String> releases() {
    String asked = System.getProperty("ingot.wide.releases", GoBuilds.USUAL_RELEASE);
    return "all".equals(asked) ? GoBuilds.releases() : List.of(asked.split(" ", -1));
  }

  private static List<Integer> sand() {
    List<Integer> sand = new ArrayList<>(List.of(REACH - 3 * MEBIBYTE));
    IntStream.range(0, STEPS).forEach(_ -> sand.add(STEP));
    sand.add(REACH + 12 * MEBIBYTE);
    sand.add(MEBIBYTE);
    return sand;
  }

  /** The calls as objdump names them; the sand is left out, for its disassembly fills gigabytes. */
  private static Map<Long, String> callsByObjdump(Path program) {
    Map<Long, String> calls = new TreeMap<>();
    List<ElfSymbol> functions =
        ElfImage.read(program).symbols().stream()
            .filter(s -> s.type() == FUNCTION && s.size() > 0)
            .sorted(Comparator.comparingLong(ElfSymbol::value))
            .toList();
    long from = functions.getFirst().value();
    long to = from;
    for (ElfSymbol function : functions) {
      boolean isSand = function.name().contains(".sand");
      if (isSand) {
        addCalls(calls, program, from, to);
      }
      to = function.value() + function.size();
      from = isSand ? to : from;
    }
    addCalls(calls, program, from, to);
    return calls;
  }

  private static void addCalls(Map<Long, String> calls, Path program, long from, long to) {
    if (from == to) {
      return;
    }
    Tool.run(
            "aarch64-linux-gnu-objdump",
            "-d",
            "--start-address=" + from,
            "--stop-address=" + to,
            program.toString())
        .lines()
        .forEach(
            line -> {
              Matcher matcher = CALL.matcher(line);
              if (matcher.matches()) {
                calls.put(Long.parseLong(matcher.group(1), 16), matcher.group(2));
              }
            });
  }

  private static Map<Long, String> callsOf(PatchPlan plan) {
    Map<Long, String> calls = new TreeMap<>();
    plan.sites().forEach(site -> calls.put(site.address(), site.variant()));
    return calls;
  }

  /** Those of {@link CallRoutes}; behind the text no call is that does not use a trampoline. */
  private static void requireEveryRoute(PatchPlan plan) {
    ModuleData text = plan.program().moduleData();
    List<CallSite> sites = plan.sites();
    assertThat(sites).as("before the text").anyMatch(site -> site.newTarget() < text.text());
    assertThat(sites)
        .as("the call's own trampoline")
        .anyMatch(site -> text.isText(site.newTarget()) && site.newWord() == site.oldWord());
    assertThat(sites)
        .as("another trampoline")
        .anyMatch(site -> text.isText(site.newTarget()) && site.newWord() != site.oldWord());
  }

  /** Each call comes to the stub of its routine by one jump, of the form that Go's linker gives. */
  private static void requireJumps(Patched patched) {
    Map<String, Long> stubs = new TreeMap<>();
    ImageMemory memory = ElfImage.read(patched.file()).memory();
    for (CallSite site : patched.plan().sites()) {
      assertThat(stubs.merge(site.variant(), site.destination(), (one, _) -> one))
          .isEqualTo(site.destination());
      List<Integer> jump =
          IntStream.range(0, 3).map(i -> memory.wordAt(site.newTarget() + 4L * i)).boxed().toList();
      assertThat(jump).isEqualTo(Trampoline.words(site.newTarget(), site.destination()));
    }
  }

  /** Twice the file's size at a time, and no more. */
  private static void requireVerifiedAndUndone(Patched patched) {
    byte[] bytes = Patched.bytesOf(patched.file());
    PatchRecord record = Patched.recordOf(patched.plan());
    assertThat(Verification.of(record, ElfImage.read(patched.original()), bytes).first()).isEmpty();
    // Compares what it restores with the original's SHA-256.
    assertThat(record.restore(bytes, "patched")).hasSize((int) record.input().size());
  }

  private static void requireCountersOfEveryShore(Patched patched) {
    String counter =
        patched.plan().counters().stream()
            .filter(c -> c.variant().matches("runtime\\.gcWriteBarrier5?"))
            .map(c -> "0x%x".formatted(c.address()))
            .findFirst()
            .orElseThrow();

    assertThat(Patched.run(patched.file(), Map.of("GOGC", "5"), counter).lines())
        .containsExactlyElementsOf(
            IntStream.range(0, sand().size()).mapToObj("shore %d counted"::formatted).toList());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void moreTextThanTwoCallsReachOverIsPatched(String release) {
    Path program = WideProgram.build(release, sand(), "-ldflags=-w");

    Patched patched = Patched.write(program, PatchOptions.forBoot(), folder);

    assertThat(callsOf(patched.plan())).hasSizeGreaterThan(500).isEqualTo(callsByObjdump(program));
    requireEveryRoute(patched.plan());
    requireJumps(patched);
    requireVerifiedAndUndone(patched);
    assertThat(Patched.run(patched.file(), Map.of("GOGC", "5")))
        .isEqualTo(Patched.run(program, Map.of()));
    requireCountersOfEveryShore(patched);
  }
}
