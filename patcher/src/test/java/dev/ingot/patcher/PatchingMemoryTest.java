package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap that patching needs does not grow with the file. */
class PatchingMemoryTest {
  /** What {@code go build} does without being told. */
  private static final String UNSTRIPPED = "-buildmode=exe";

  private static final String POSITION_INDEPENDENT = "-buildmode=pie";

  @TempDir private Path folder;

  /** Patches one file into another, in a JVM with little heap. */
  static final class Patching {
    private Patching() {}

    public static void main(String[] args) {
      GoProgram program = GoProgram.of(ElfImage.read(Path.of(args[0])));
      Patcher.plan(program, options(Path.of(args[0]))).writeTo(Path.of(args[1]));
    }
  }

  /** Moves what can be moved; symbols and debugging information follow. */
  private static PatchOptions options(Path program) {
    BssPlacement placement =
        ElfImage.read(program).isPositionIndependentProgram()
            ? new BssPlacement.KeepBss()
            : new BssPlacement.MoveBssAbove();
    return new PatchOptions(placement, BarrierStub.COUNT);
  }

  private Path patchedWith(String heap, Path program) {
    Path patched = folder.resolve("patched");
    Tool.runSuccessfully(
        Map.of(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Patching.class.getName(),
            program.toString(),
            patched.toString()));
    return patched;
  }

  @ParameterizedTest
  @ValueSource(strings = {GoBuilds.STRIP, UNSTRIPPED, POSITION_INDEPENDENT})
  @Tag("slow")
  void aFileOf148MegabytesIsPatchedWith64MebibytesOfHeap(String flag) throws Exception {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "big", flag);

    Path patched = patchedWith("-Xmx64m", program);

    assertThat(Files.size(program)).isGreaterThan(140_000_000);
    assertThat(Files.mismatch(patched, expected(program))).isEqualTo(-1);
  }

  private Path expected(Path program) {
    return Patched.write(program, options(program), folder).file();
  }
}
