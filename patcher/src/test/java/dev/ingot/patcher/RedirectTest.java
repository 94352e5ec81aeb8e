package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import dev.ingot.patcher.BssPlacement.KeepBss;
import dev.ingot.patcher.BssPlacement.MoveBssAbove;
import dev.ingot.patcher.Redirect.AddressTarget;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any function's calls go where the user wants, all of them or none. */
class RedirectTest {
  private static final String LOCAL = "main.local=main.replacement";

  @TempDir private Path folder;

  private final Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect");

  static List<String> releases() {
    return GoBuilds.releases();
  }

  private static PatchOptions only(String... redirects) {
    return new PatchOptions(new KeepBss(), BarrierStub.KEEP, redirects(redirects));
  }

  private static List<Redirect> redirects(String... texts) {
    return Arrays.stream(texts).map(text -> Redirect.parse(text).orElseThrow()).toList();
  }

  private Refusal refusalOf(PatchOptions options) {
    return catchThrowableOfType(RefusedException.class, () -> Patched.plan(program, options))
        .refusal();
  }

  private Refusal refusalOf(String... redirects) {
    return refusalOf(only(redirects));
  }

  private static void requireRedirected(Path program, Path patched) {
    String expected =
        Patched.run(program, Map.of(), "third").output().replace("local ", "replacement ");
    assertThat(expected).startsWith("replacement first\ncountdown\nreplacement third\n");
    assertThat(Patched.run(patched, Map.of(), "third").output()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void redirectedCallsRunTheTarget(String release) {
    Path original = GoBuilds.build(release, "redirect", GoBuilds.STRIP);

    Patched patched = Patched.write(original, only(LOCAL), folder);

    requireRedirected(original, patched.file());
  }

  @Test
  void aRedirectionGoesTogetherWithCountedBarriersAndAMovedBss() {
    Patched patched =
        Patched.write(
            program,
            new PatchOptions(new MoveBssAbove(), BarrierStub.COUNT, redirects(LOCAL)),
            folder);

    requireRedirected(program, patched.file());
    assertThat(patched.plan().edits())
        .extracting(Edit::kind)
        .contains(EditKind.BARRIER_CALL, EditKind.FUNCTION_CALL, EditKind.PAGE_ADDRESS);
  }

  @Test
  void callsThroughTrampolinesAreRedirected() {
    Path far = GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect", "-ldflags=-debugtramp=2");

    Patched patched = Patched.write(far, only(LOCAL), folder);

    requireRedirected(far, patched.file());
  }

  @Test
  void noCallIsLeftInTheEyesOfObjdump() {
    Patched patched = Patched.write(program, only(LOCAL), folder);

    List<String> calls =
        Tool.run("aarch64-linux-gnu-objdump", "-d", patched.file().toString()).lines();

    assertThat(calls).noneMatch(line -> line.contains("\tbl\t") && line.endsWith("<main.local>"));
    assertThat(calls)
        .filteredOn(line -> line.contains("\tbl\t") && line.endsWith("<main.replacement>"))
        .hasSize(3);
  }

  @Test
  void aFunctionThatCallsItselfAndJumpsToItsStartIsRedirected() {
    Patched patched = Patched.write(program, only("main.countdown=main.noCountdown"), folder);

    assertThat(patched.plan().redirects().getFirst().sites()).isEqualTo(2);
    assertThat(Patched.run(patched.file(), Map.of()).output())
        .startsWith("local first\nno countdown\n");
  }

  @Test
  void anAddressIsATargetAsAName() {
    long entry =
        GoProgram.of(ElfImage.read(program))
            .functionNamed("main.replacement")
            .orElseThrow()
            .entry();

    PatchPlan byAddress = Patched.plan(program, only("main.local=0x%x".formatted(entry)));

    assertThat(byAddress.redirects().getFirst().target()).isEqualTo("0x%x".formatted(entry));
    assertThat(byAddress.emit()).isEqualTo(Patched.plan(program, only(LOCAL)).emit());
  }

  @Test
  void theSitesAreInManifestAndReports() {
    PatchPlan plan = Patched.plan(program, only(LOCAL));
    JsonObject manifest = JsonParser.parseString(Manifest.of(plan).toJson()).getAsJsonObject();
    JsonObject report = JsonParser.parseString(Reports.json(plan)).getAsJsonObject();

    assertThat(plan.sites()).hasSize(2);
    assertThat(manifest.getAsJsonArray("edits"))
        .map(edit -> edit.getAsJsonObject().get("kind").getAsString())
        .containsExactly("function-call", "function-call");
    assertThat(manifest.getAsJsonArray("redirects").get(0).getAsJsonObject().get("symbol"))
        .hasToString("\"main.local\"");
    assertThat(report.getAsJsonArray("sites")).hasSize(2);
    assertThat(Reports.text(plan)).containsPattern("main\\.local +2, to main\\.replacement, VA 0x");
    assertThat(Reports.html(plan)).contains("2, to main.replacement");
    assertThat(plan.warnings()).anyMatch(warning -> warning.contains("inlining"));
  }

  @Test
  void aFunctionWhoseAddressIsTakenIsRefused() {
    Refusal refusal = refusalOf("main.taken=main.replacement");

    assertThat(refusal.found()).isEqualTo("its address as data of main.taken");
    assertThat(refusal.allowed()).isEqualTo("calls (BL) only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main.locl", "local", "Main.Local", "main.locals"})
  void anUnknownFunctionIsRefusedWithNearNames(String name) {
    Refusal refusal = refusalOf(name + "=main.replacement");

    assertThat(refusal.found()).isEqualTo("no function " + name);
    assertThat(refusal.remedy()).startsWith("did you mean ").contains("main.local");
  }

  @Test
  void anUnknownTargetIsRefusedWithNearNames() {
    assertThat(refusalOf("main.local=main.replacment").remedy())
        .isEqualTo("did you mean main.replacement?");
  }

  @Test
  void aFunctionThatNothingCallsIsRefused() {
    assertThat(refusalOf("_rt0_arm64_linux=main.replacement").found())
        .isEqualTo("no call of _rt0_arm64_linux");
  }

  @Test
  void twoTargetsForOneFunctionAreRefused() {
    assertThat(refusalOf(LOCAL, "main.local=main.taken").found())
        .isEqualTo("a second redirection of main.local");
  }

  @Test
  void aBarrierRoutineIsRedirectedByItsStubOrByRequestButNotByBoth() {
    List<Redirect> redirects =
        List.of(new Redirect("runtime.gcWriteBarrier2", new AddressTarget(0x20_0000)));

    Refusal refusal = refusalOf(new PatchOptions(new KeepBss(), BarrierStub.COUNT, redirects));

    assertThat(refusal.remedy()).contains("KEEP");
    assertThat(
            Patched.plan(program, new PatchOptions(new KeepBss(), BarrierStub.KEEP, redirects))
                .sites())
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"main.local=0x20002", "main.local=0xffffff8000000000"})
  void anAddressThatNoInstructionHasIsRefused(String redirect) {
    assertThat(refusalOf(redirect).allowed()).contains("a multiple of 4 below 2^48");
  }

  @Test
  void aTargetOutOfReachIsRefused() {
    assertThat(refusalOf("main.local=0x400000000").allowed()).startsWith("-128 MiB to 128 MiB");
  }

  @Test
  void aTargetTooFarForACallIsReachedThroughOneVeneer() {
    assertThat(Patched.plan(program, only("main.local=0x40000000")).edits())
        .filteredOn(edit -> edit.kind() == EditKind.VENEER)
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "main.local", "main.local=", "=main.replacement"})
  void aTextWithoutBothPartsIsNoRedirection(String text) {
    assertThat(Redirect.parse(text)).isEmpty();
  }
}
