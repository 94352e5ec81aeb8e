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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap that patching needs does not grow with the file. */
class PatchingMemoryTest {
  @TempDir private Path folder;

  /** Patches one file into another, in a JVM with little heap. */
  static final class Patching {
    private Patching() {}

    public static void main(String[] args) {
      GoProgram program = GoProgram.of(ElfImage.read(Path.of(args[0])));
      Patcher.plan(program, PatchOptions.forBoot()).writeTo(Path.of(args[1]));
    }
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

  @Test
  @Tag("slow")
  void aFileOf148MegabytesIsPatchedWith64MebibytesOfHeap() throws Exception {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "big");

    Path patched = patchedWith("-Xmx64m", program);

    assertThat(Files.size(program)).isGreaterThan(140_000_000);
    assertThat(Files.mismatch(patched, expected(program))).isEqualTo(-1);
  }

  private Path expected(Path program) {
    return Patched.write(program, PatchOptions.forBoot(), folder).file();
  }
}
