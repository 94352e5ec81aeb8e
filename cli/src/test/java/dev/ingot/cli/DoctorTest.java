package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ingot doctor} tells what is there. */
final class DoctorTest {
  @TempDir private Path folder;

  @Test
  void theJdkThatIngotRunsOnIsNamed() throws IOException {
    assertThat(IngotProcess.run("doctor").stdout()).contains(System.getProperty("java.home"));
  }

  @Test
  void aProgramOnThePathIsShownWithTheVersionThatItTells() throws Exception {
    Path program = folder.resolve("some-tool");
    Files.writeString(program, "#!/bin/sh\necho some-tool version 12.34\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    HelperProgram tool = new HelperProgram("some-tool", "--version", "", "");

    assertThat(tool.findIn(folder.toString()))
        .isEqualTo(List.of(new HelperProgram.Installed(program, "12.34")));
  }

  @Test
  void aProgramThatIsNowhereIsNotFound() throws Exception {
    HelperProgram tool = new HelperProgram("some-tool", "--version", "", "");

    assertThat(tool.findIn(folder.toString())).isEmpty();
  }
}
