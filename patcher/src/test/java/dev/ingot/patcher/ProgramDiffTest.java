package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The differences of a program and its patched form are what the edits say, explained. */
class ProgramDiffTest {
  private static final Pattern CODE =
      Pattern.compile("^ *([0-9a-f]+):\\t([0-9a-f]{8}) \\t([a-z.]+).*");

  @TempDir private Path folder;

  private final Path hello = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");
  private final PatchPlan plan = Patched.plan(hello, PatchOptions.forBoot());

  private List<WordDifference> differences(byte[] after) {
    List<WordDifference> found = new ArrayList<>();
    ProgramDiff.between(GoProgram.of(ElfImage.read(hello)), ElfImage.of(after, "after"))
        .forEach(found::add);
    return found;
  }

  private long editsOf(EditKind kind) {
    return plan.edits().stream().filter(edit -> edit.kind() == kind).count();
  }

  private static Map<Long, String> instructionsOf(Path program) {
    Map<Long, String> words = new TreeMap<>();
    for (String line : Tool.run("aarch64-linux-gnu-objdump", "-d", program.toString()).lines()) {
      Matcher matcher = CODE.matcher(line);
      if (matcher.matches()) {
        words.put(Long.parseLong(matcher.group(1), 16), matcher.group(2) + " " + matcher.group(3));
      }
    }
    return words;
  }

  @Test
  void aFileDoesNotDifferFromItself() throws IOException {
    StringBuilder report = new StringBuilder();

    long count =
        DiffReport.write(
            ProgramDiff.between(GoProgram.of(ElfImage.read(hello)), ElfImage.read(hello)),
            true,
            report);

    assertThat(count).isZero();
    assertThat(report).hasToString("no difference\n");
  }

  @Test
  void theKindsAreThoseOfTheEdits() {
    Map<WordKind, Long> kinds =
        differences(plan.emit()).stream()
            .collect(Collectors.groupingBy(WordDifference::kind, Collectors.counting()));

    assertThat(kinds)
        .containsEntry(WordKind.CALL, editsOf(EditKind.BARRIER_CALL))
        .containsEntry(WordKind.PAGE_ADDRESS, editsOf(EditKind.PAGE_ADDRESS))
        .containsEntry(WordKind.DATA_POINTER, editsOf(EditKind.DATA_POINTER))
        .containsEntry(WordKind.MODULE_DATA, editsOf(EditKind.MODULE_DATA))
        .containsEntry(WordKind.SYMBOL, editsOf(EditKind.SYMBOL_VALUE))
        .containsEntry(WordKind.ADDED, 1L)
        .doesNotContainKeys(WordKind.INSTRUCTION, WordKind.BRANCH, WordKind.MEMORY);
  }

  @Test
  void instructionsReadAsObjdumpPrintsThem() {
    Patched patched = Patched.write(hello, PatchOptions.forBoot(), folder);
    Map<Long, String> before = instructionsOf(hello);
    Map<Long, String> after = instructionsOf(patched.file());

    assertThat(differences(plan.emit()))
        .filteredOn(d -> d.kind() == WordKind.CALL || d.kind() == WordKind.PAGE_ADDRESS)
        .isNotEmpty()
        .allSatisfy(
            d -> {
              assertThat(d.before()).startsWith(before.get(d.address().getAsLong()));
              assertThat(d.after()).startsWith(after.get(d.address().getAsLong()));
            });
  }

  @Test
  void aSiteIsNamedByFunctionAndLine() {
    CallSite site = plan.sites().getFirst();

    assertThat(differences(plan.emit()))
        .filteredOn(d -> d.fileOffset() == site.fileOffset())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d.holder())
                    .contains(site.source().orElseThrow().function())
                    .contains(site.source().orElseThrow().fileAndLine()));
  }

  @Test
  void aVariableIsNamedByItsSymbol() {
    byte[] after = Patched.bytesOf(hello);
    GoProgram program = plan.program();
    long address =
        program.image().symbols().stream()
            .filter(symbol -> symbol.name().equals("runtime.buildVersion"))
            .findFirst()
            .orElseThrow()
            .value();
    after[program.image().memory().offsetOf(address, 1)] ^= 1;

    assertThat(differences(after))
        .singleElement()
        .returns(WordKind.DATA_POINTER, WordDifference::kind)
        .returns("runtime.buildVersion", WordDifference::holder);
  }

  @Test
  void withoutAllOnlyExamplesAreShownButEverythingIsCounted() throws IOException {
    StringBuilder report = new StringBuilder();

    long count =
        DiffReport.write(
            ProgramDiff.between(plan.program(), ElfImage.of(plan.emit(), "after")), false, report);

    assertThat(count).isEqualTo(differences(plan.emit()).size());
    assertThat(report.toString().lines().filter(line -> line.contains(" call "))).hasSize(4);
    assertThat(report).contains("%d differing words".formatted(count));
  }
}
