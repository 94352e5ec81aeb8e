package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.SourceLine;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.PublishedPrograms;
import dev.ingot.goelf.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Releases that no longer can be installed, by programs that were published when they were new. */
@Tag("slow")
class OldReleasesTest {
  private static final String SOURCE = "const greeting: string = 'hello'; console.log(greeting)\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theReleaseIsTheOneThatTheRuntimeNames(PublishedPrograms published) throws IOException {
    GoProgram program = GoProgram.of(ElfImage.read(published.file()));
    String bytes = Files.readString(published.file(), StandardCharsets.ISO_8859_1);

    assertThat(bytes).containsPattern("go1\\." + published.goMinor() + "\\.\\d");
    assertThat(program.release().firstMinor()).isLessThanOrEqualTo(published.goMinor());
    assertThat(program.release().lastMinor()).isGreaterThanOrEqualTo(published.goMinor());
  }

  @ParameterizedTest
  @EnumSource
  void withBuildInformationTheReleaseIsTheOneThatGoTells(PublishedPrograms published) {
    GoProgram program = GoProgram.of(ElfImage.read(published.file()));
    Tool.Result go =
        Tool.run(
            GoBuilds.goCommand(GoBuilds.USUAL_RELEASE), "version", published.file().toString());

    if (program.buildInfo().isPresent()) {
      assertThat(go.output().strip()).endsWith(": " + program.release());
    } else {
      assertThat(go.output()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void functionsAreThoseOfAddr2line(PublishedPrograms published) {
    GoProgram program = GoProgram.of(ElfImage.read(published.file()));
    GoFunction main = program.functionNamed("main.main").orElseThrow();
    SourceLine line = program.locate(main.entry()).orElseThrow();

    Tool.Result addr2line = addr2line(published.file(), "0x" + Long.toHexString(main.entry()));

    assertThat(addr2line.lines()).containsExactly("main.main", line.fileAndLine());
  }

  /** Reads addresses from a file, because addr2line reads them from stdin. */
  private Tool.Result addr2line(Path program, String address) {
    try {
      Path input = Files.writeString(folder.resolve("addresses"), address + "\n");
      String go = GoBuilds.goCommand(GoBuilds.USUAL_RELEASE);
      return Tool.run("sh", "-c", "%s tool addr2line %s <%s".formatted(go, program, input));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPatchedProgramDoesWhatItDid(PublishedPrograms published) throws IOException {
    Path source = Files.writeString(folder.resolve("a.ts"), SOURCE);
    String[] arguments = {source.toString(), "--minify", "--sourcemap=inline"};
    Tool.Result expected = Patched.run(published.file(), Map.of(), arguments);

    Patched patched = Patched.write(published.file(), PatchOptions.forBoot(), folder);

    assertThat(expected.output()).contains("console.log");
    assertThat(patched.plan().sites()).hasSizeGreaterThan(1000);
    assertThat(patched.plan().bssMove().delta()).isPositive();
    assertThat(Patched.run(patched.file(), Map.of("GOGC", "5"), arguments)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void takingTheEditsBackGivesTheOriginal(PublishedPrograms published) {
    PatchPlan plan = Patched.plan(published.file(), PatchOptions.forBoot());

    assertThat(PatchedBytes.undo(plan.emit(), plan.edits()))
        .isEqualTo(Patched.bytesOf(published.file()));
  }
}
