package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.LoadedWords;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The references that are found without a symbol table, held against the symbol table. */
class BssRelocationTest {
  static List<String> releases() {
    return GoBuilds.releases();
  }

  private static PatchPlan plan(String release, String... flags) {
    return Patched.plan(
        GoBuilds.build(release, "web", flags), Patched.moveOnly(new MoveBssAbove()));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyWordThatHoldsTheAddressOfAMovedVariableIsEdited(String release) {
    PatchPlan plan = plan(release);
    GoProgram program = plan.program();
    ModuleData moduleData = program.moduleData();
    Set<Long> variables =
        program.image().symbols().stream()
            .map(ElfSymbol::value)
            .filter(moduleData::isZeroFilled)
            .collect(Collectors.toSet());
    Set<Long> edited =
        plan.edits().stream()
            .filter(edit -> edit.address().isPresent())
            .map(edit -> edit.address().getAsLong())
            .collect(Collectors.toSet());
    List<String> missed = new ArrayList<>();

    LoadedWords.forEach(
        program.image(),
        (address, word) -> {
          if (variables.contains(word)
              && !edited.contains(address)
              && !program.image().isInHeaders(address)) {
            missed.add("0x%x holds 0x%x".formatted(address, word));
          }
        });

    assertThat(variables).hasSizeGreaterThan(300);
    assertThat(missed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyEditedFieldOfTheModuledataHeldALinkersSymbol(String release) {
    PatchPlan plan = plan(release);
    Set<Long> symbols =
        plan.program().image().symbols().stream().map(ElfSymbol::value).collect(Collectors.toSet());

    assertThat(plan.edits())
        .filteredOn(edit -> edit.kind() == EditKind.MODULE_DATA)
        .hasSizeGreaterThanOrEqualTo(5)
        .allMatch(edit -> symbols.contains(((Edit.PointerEdit) edit).oldValue()));
  }

  /** Each on-demand mask is one word, and one type descriptor points to it. */
  @Test
  void thePointersToTypeMasksAreThoseOfTheLinkersMasks() {
    PatchPlan plan = plan("1.27");
    long masks = valueOf(plan, "runtime.gcmask.*");
    long masksEnd = valueOf(plan, "runtime.covctrs");

    assertThat(plan.edits())
        .filteredOn(edit -> edit.kind() == EditKind.TYPE_MASK_POINTER)
        .extracting(edit -> ((Edit.PointerEdit) edit).oldValue())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, (masksEnd - masks) / 8).mapToObj(i -> masks + 8 * i).toList());
  }

  private static long valueOf(PatchPlan plan, String symbol) {
    return plan.program().image().symbols().stream()
        .filter(s -> s.name().equals(symbol))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void strippingChangesNoNumberOfReferences(String release) {
    var whole = PlanSummary.of(plan(release)).editsByKind();
    var stripped = PlanSummary.of(plan(release, GoBuilds.STRIP)).editsByKind();

    for (EditKind kind :
        List.of(EditKind.PAGE_ADDRESS, EditKind.DATA_POINTER, EditKind.MODULE_DATA)) {
      assertThat(stripped.get(kind)).as(kind.text()).isEqualTo(whole.get(kind));
    }
  }
}
