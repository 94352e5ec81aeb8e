package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the nucleus says of a system call that it has not. */
class UnknownSystemCallTest {
  private static final Path SOURCE = Path.of("../testdata/programs/kernel/unknown_syscalls.go");

  @TempDir private Path folder;

  @Test
  void itsNumberAndTheNameIfThereIsOneAreToldOnce() throws IOException {
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("unknown_syscalls"), "arm64");

    Tool.Result run = IngotProcess.run("boot", "-q", elf.toString());

    assertThat(run.stdout())
        .isEqualTo(
            """
            425 function not implemented
            401 function not implemented
            425 function not implemented
            401 function not implemented
            """);
    assertThat(run.stderr())
        .isEqualTo(
            """
            [nucleus] syscall 425 io_uring_setup is not implemented
            [nucleus] syscall 401 is not implemented
            """);
  }
}
