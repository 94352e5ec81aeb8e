package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Routes at addresses that the program does not have: they are decided by distances alone. */
class CallRoutesTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final long TEXT = 0x1_1000;
  private static final GoFunction CALLEE = function("main.callee", TEXT);
  private static final GoFunction OTHER = function("main.other", TEXT + 0x100);

  private final GoProgram program = Patched.program(Path.of("../testdata/prebuilt/hello-go1.23"));
  private final NavigableMap<Long, GoFunction> trampolines = new TreeMap<>();

  private static GoFunction function(String name, long entry) {
    return new GoFunction(0, name, entry, entry + 0x100, 0);
  }

  private static CallCensus.Call call(long address, long target) {
    return new CallCensus.Call(address, CALLEE, target, 0);
  }

  private static CallCensus.Call directCall(long address) {
    return call(address, CALLEE.entry());
  }

  private long firstStop(CallCensus.Call call, long destination) {
    return new CallRoutes(program, trampolines, new Veneers(program)).firstStop(call, destination);
  }

  @Test
  void aCallThatReachesItsDestinationGoesThere() {
    trampolines.put(TEXT + MEBIBYTE, CALLEE);

    long destination = TEXT + 128 * MEBIBYTE - 4;

    assertThat(firstStop(call(TEXT, TEXT + MEBIBYTE), destination)).isEqualTo(destination);
  }

  @Test
  void aCallThroughATrampolineKeepsIt() {
    long trampoline = TEXT + 201 * MEBIBYTE;
    trampolines.put(trampoline - 4096, CALLEE);
    trampolines.put(trampoline, CALLEE);

    assertThat(firstStop(call(TEXT + 200 * MEBIBYTE, trampoline), TEXT + 400 * MEBIBYTE))
        .isEqualTo(trampoline);
  }

  @Test
  void aDirectCallGoesByAVeneerBehindTheTextIfThatIsNear() {
    assertThat(firstStop(directCall(TEXT), TEXT + 200 * MEBIBYTE))
        .isGreaterThanOrEqualTo(program.moduleData().etext());
  }

  @Test
  void aCallThatReachesNoTrampolineOfItsFunctionGoesByAVeneer() {
    trampolines.put(TEXT + 129 * MEBIBYTE, CALLEE);
    trampolines.put(TEXT + MEBIBYTE, OTHER);

    assertThat(firstStop(directCall(TEXT), TEXT + 200 * MEBIBYTE))
        .isGreaterThanOrEqualTo(program.moduleData().etext());
  }

  @Test
  void aCallFarFromAllVeneersTakesTheFirstTrampolineOfItsFunction() {
    long call = TEXT + 200 * MEBIBYTE;
    trampolines.put(call - 129 * MEBIBYTE, CALLEE);
    trampolines.put(call - MEBIBYTE, OTHER);
    trampolines.put(call + MEBIBYTE, CALLEE);
    trampolines.put(call + 2 * MEBIBYTE, CALLEE);

    assertThat(firstStop(directCall(call), call + 300 * MEBIBYTE)).isEqualTo(call + MEBIBYTE);
  }

  @Test
  void aCallFarFromEverythingIsRefusedByItsPlace() {
    long call = TEXT + 200 * MEBIBYTE;
    trampolines.put(call + MEBIBYTE, OTHER);

    Refusal refusal =
        catchThrowableOfType(
                RefusedException.class, () -> firstStop(directCall(call), call + 300 * MEBIBYTE))
            .refusal();

    assertThat(refusal.place()).isEqualTo("call of main.callee at VA 0x%x".formatted(call));
    assertThat(refusal.found()).endsWith("314572800 bytes away");
    assertThat(refusal.allowed())
        .startsWith("-128 MiB to 128 MiB")
        .contains("behind the text (VA 0x", "behind the ELF headers (VA 0x", "a trampoline");
  }

  @Test
  void aDestinationFartherThanAJumpReachesIsRefused() {
    trampolines.put(TEXT + MEBIBYTE, CALLEE);

    assertThat(
            catchThrowableOfType(
                RefusedException.class,
                () -> firstStop(call(TEXT, TEXT + MEBIBYTE), TEXT + 8192 * MEBIBYTE)))
        .hasMessageContaining("main.callee");
  }
}
