package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.patcher.BssPlacement.KeepBss;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.Redirect.CodeTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the user's goes into Ingot's own segments, and calls into the code. */
class UserCodeTest {
  private static final UserCode FIRST = new CodeOfWords("first.s", "main.replacement", 16, 0);
  private static final UserCode SECOND = new CodeOfWords("second.s", "main.taken", 4096, 70_000);

  @TempDir private Path folder;

  private final Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect");

  private static Redirect redirect(String symbol, UserCode code, String label) {
    return new Redirect(symbol, new CodeTarget(code, Optional.ofNullable(label)));
  }

  private static final List<Redirect> BOTH =
      List.of(
          redirect("main.local", FIRST, null),
          redirect("main.noCountdown", FIRST, "entry"),
          redirect("main.replacement", SECOND, null));

  @ParameterizedTest
  @EnumSource(
      value = BarrierStub.class,
      names = {"COUNT", "KEEP"})
  void theProgramRunsTheCode(BarrierStub stub) {
    Patched patched =
        Patched.write(program, new PatchOptions(new MoveBssAbove(), stub, BOTH), folder);

    assertThat(Patched.run(patched.file(), Map.of(), "third").lines())
        .containsExactly(
            "replacement first", "countdown", "replacement third", "taken", "taken", "taken");
  }

  @Test
  void eachFileIsOneEditAndIsPlacedOnce() {
    PatchPlan plan =
        Patched.plan(program, new PatchOptions(new KeepBss(), BarrierStub.COUNT, BOTH));

    assertThat(plan.edits())
        .filteredOn(edit -> edit.kind() == EditKind.USER_CODE)
        .extracting(Edit::symbol)
        .containsExactly("first.s", "second.s");
    assertThat(plan.redirects())
        .extracting(RedirectedFunction::target)
        .containsExactly("first.s", "first.s:entry", "second.s");
  }

  @Test
  void codeAndVariablesLieInSegmentsOfTheRightKindAndAreAligned() {
    PatchPlan plan =
        Patched.plan(program, new PatchOptions(new MoveBssAbove(), BarrierStub.COUNT, BOTH));
    long code = plan.redirects().getLast().targetAddress();
    ElfSegment variables =
        plan.segments().stream()
            .filter(s -> s.isLoad() && s.fileSize() == 0 && s.memorySize() > 70_000)
            .findFirst()
            .orElseThrow();

    assertThat(code % 4096).isZero();
    assertThat(plan.segments())
        .filteredOn(s -> s.isLoad() && s.containsInFile(code))
        .singleElement()
        .matches(s -> s.isExecutable() && !s.isWritable());
    assertThat(variables.isWritable() && !variables.isExecutable()).isTrue();
    assertThat(plan.bssMove().newAddress()).isGreaterThanOrEqualTo(variables.endAddress());
  }

  @Test
  void takingThePatchBackGivesTheOriginal() {
    PatchPlan plan =
        Patched.plan(program, new PatchOptions(new MoveBssAbove(), BarrierStub.COUNT, BOTH));

    assertThat(PatchedBytes.undo(plan.emit(), plan.edits())).isEqualTo(Patched.bytesOf(program));
  }

  @Test
  void aNameOfTheCodeIsAFunctionOrAVariableAtItsNewPlace() {
    PatchPlan plan = Patched.plan(program, Patched.moveOnly(new MoveBssAbove()));
    ElfImage after = ElfImage.of(plan.emit(), "patched");
    ProgramSymbols symbols = new ProgramSymbols(plan.program(), plan.bssMove());

    assertThat(symbols.addressOf("main.local"))
        .hasValue(plan.program().functionNamed("main.local").orElseThrow().entry());
    for (String variable : List.of("runtime.mheap_", "os.Args", "runtime.buildVersion")) {
      assertThat(symbols.addressOf(variable))
          .hasValue(
              after.symbols().stream()
                  .filter(s -> s.name().equals(variable))
                  .findFirst()
                  .orElseThrow()
                  .value());
    }
    assertThat(symbols.addressOf("main.nowhere")).isEmpty();
  }

  @Test
  void aLabelThatIsNoInstructionIsRefused() {
    PatchOptions options =
        new PatchOptions(
            new KeepBss(), BarrierStub.KEEP, List.of(redirect("main.local", SECOND, "variables")));

    assertThat(
            catchThrowableOfType(RefusedException.class, () -> Patched.plan(program, options))
                .refusal()
                .found())
        .isEqualTo("no label variables in its code");
  }
}
