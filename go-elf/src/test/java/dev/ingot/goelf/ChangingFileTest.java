package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Program files are read in place, so that others can change them meanwhile. */
class ChangingFileTest {
  @TempDir private Path folder;

  @Test
  void aFileThatShrinksWhileItIsReadIsRefused() throws IOException {
    Path file = folder.resolve("hello");
    Files.copy(Path.of("../testdata/prebuilt/hello-go1.23"), file);
    ElfImage image = ElfImage.read(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }

    assertThatThrownBy(() -> GoProgram.of(image))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("hello")
        .hasMessageContaining("vanished");
  }
}
