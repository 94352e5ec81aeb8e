package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void aProgramIsWrittenExecutableAndAlone() throws IOException {
    Path target = folder.resolve("program");

    WholeFile.writeExecutable(target, CONTENT);

    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(Files.isExecutable(target)).isTrue();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anOlderFileIsReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("program"), "older and longer");

    WholeFile.writeExecutable(target, CONTENT);

    assertThat(target).hasBinaryContent(CONTENT);
  }

  @Test
  void aMissingFolderIsRefused() {
    assertThatThrownBy(() -> WholeFile.write(folder.resolve("none/program"), CONTENT))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("program")
        .hasMessageContaining("nothing was written");
  }

  @Test
  void aTargetThatIsAFolderIsRefusedAndNothingIsLeft() throws IOException {
    Path target = Files.createDirectories(folder.resolve("program/inside")).getParent();

    assertThatThrownBy(() -> WholeFile.write(target, CONTENT)).isInstanceOf(RefusedException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anUnwritableFolderIsRefused() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "this system has no /proc");

    assertThatThrownBy(() -> WholeFile.write(Path.of("/proc/program"), CONTENT))
        .isInstanceOf(RefusedException.class);
  }
}
