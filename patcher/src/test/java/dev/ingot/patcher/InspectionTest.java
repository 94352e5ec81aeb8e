package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.PublishedPrograms;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ingot inspect} tells, against QEMU, GNU binutils and Go's own tools. */
class InspectionTest {
  /** A line of {@code qemu-aarch64 -strace}: process, name, arguments. */
  private static final Pattern TRACED = Pattern.compile("\\b\\d+ (\\w+)\\(");

  /** objdump's {@code mov x8, #0x40} or {@code orr x8, xzr, #0x40}, and {@code svc} behind it. */
  private static final Pattern CONSTANT_CALL =
      Pattern.compile("(?:mov|orr)\\s+x8, (?:xzr, )?#0x([0-9a-f]+).*\\n.*\\tsvc\\t");

  /** Threads write over each other's lines; what is no name is a piece of one. */
  private static final Set<String> KNOWN =
      IntStream.range(0, 1_000)
          .mapToObj(new SystemCallNames()::of)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());

  /** Called by the code that the kernel returns from signal handlers into, not by the program. */
  private static final String OF_THE_KERNEL = "rt_sigreturn";

  static List<String> releases() {
    return GoBuilds.releases();
  }

  private static Inspection inspect(Path program) {
    return Inspection.of(GoProgram.of(ElfImage.read(program)));
  }

  private static Set<String> names(Inspection inspection) {
    SystemCallNames names = new SystemCallNames();
    return inspection.systemCalls().certain().keySet().stream()
        .map(number -> names.of(number).orElseThrow())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> traced(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of("qemu-aarch64", "-strace", program.toString()));
    command.addAll(List.of(arguments));
    return TRACED
        .matcher(Tool.run(Map.of(), command).errors())
        .results()
        .map(found -> found.group(1))
        .filter(name -> KNOWN.contains(name) && !name.equals(OF_THE_KERNEL))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everySystemCallOfARunIsAmongTheCertainOnes(String release) {
    Path program = GoBuilds.build(release, "redirect", GoBuilds.STRIP);
    Set<String> made = traced(program, "third");

    assertThat(made).contains("write", "mmap", "futex");
    assertThat(names(inspect(program))).containsAll(made);
  }

  @ParameterizedTest
  @EnumSource(PublishedPrograms.class)
  void everySystemCallOfARunOfAnOldReleaseIsAmongTheCertainOnes(PublishedPrograms program) {
    Set<String> made = traced(program.file(), "--version");

    assertThat(made).contains("write", "mmap");
    assertThat(names(inspect(program.file()))).containsAll(made);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theNumbersThatObjdumpShowsBeforeAnSvcAreCertain(String release) {
    Path program = GoBuilds.build(release, "web");
    String listing =
        Tool.run("aarch64-linux-gnu-objdump", "-d", "-j", ".text", program.toString()).output();
    Set<Integer> shown =
        CONSTANT_CALL
            .matcher(listing)
            .results()
            .map((MatchResult found) -> Integer.valueOf(found.group(1), 16))
            .collect(Collectors.toCollection(TreeSet::new));
    SystemCallCensus calls = inspect(program).systemCalls();

    assertThat(shown).hasSizeGreaterThan(20);
    assertThat(calls.certain().keySet()).containsAll(shown);
    assertThat((long) calls.sites())
        .isEqualTo(listing.lines().filter(line -> line.contains("\tsvc\t")).count());
  }

  @Test
  void onlyTheCallWithANumberFromMemoryIsUncertain() {
    Inspection inspection = inspect(GoBuilds.build(GoBuilds.USUAL_RELEASE, "web"));

    // Go src/runtime/os_linux.go: runPerThreadSyscall takes the number from perThreadSyscall.
    assertThat(inspection.systemCalls().uncertain())
        .extracting(SystemCallCensus.Uncertain::function)
        .containsExactly("runtime.runPerThreadSyscall");
    assertThat(inspection.systemCalls().certain().get(64)).contains("syscall.write");
  }

  @Test
  void theLargestVariablesAreThoseOfNm() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "web");
    List<String> expected =
        Tool.run("aarch64-linux-gnu-nm", "--size-sort", "-r", "-S", program.toString())
            .lines()
            .stream()
            .map(line -> line.split(" ", 4))
            .filter(words -> words[2].equalsIgnoreCase("b"))
            .map(words -> "%s %d".formatted(words[3], Long.parseLong(words[1], 16)))
            .limit(5)
            .toList();

    assertThat(inspect(program).largestObjects().subList(0, 5))
        .map(object -> "%s %d".formatted(object.name(), object.size()))
        .isEqualTo(expected);
  }

  @Test
  void aStrippedProgramTellsNoVariablesAndSaysWhy() {
    Inspection inspection = inspect(GoBuilds.build(GoBuilds.USUAL_RELEASE, "web", GoBuilds.STRIP));

    assertThat(inspection.largestObjects()).isEmpty();
    assertThat(inspection.toText()).contains("unknown: the program has no symbol table");
  }

  @Test
  void theTextFitsATerminal() {
    String text = inspect(GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect")).toText();

    assertThat(text.lines().filter(line -> !line.contains("calls")))
        .allMatch(l -> l.length() < 100);
    assertThat(text).contains("write(64)");
  }
}
