package dev.ingot.nucleus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SyscallTableTest {
  private static final Path SOURCES = Path.of("src/main/asm");
  private static final Path PAGE = Path.of("../docs/syscalls.md");

  @Test
  void theDocumentedSystemCallsAreThoseOfTheAssembledTable() throws IOException {
    String page = SyscallTable.read(SOURCES).page();
    if (Boolean.getBoolean("ingot.writeSyscallTable")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  @Test
  void everySystemCallOfTheTableHasItsLinuxName() throws IOException {
    SyscallTable table = SyscallTable.read(SOURCES);

    assertThat(table.states().keySet()).allSatisfy(n -> assertThat(table.name(n)).isNotEmpty());
  }

  @Test
  void everyStateSaysDoneOrHowFar() throws IOException {
    assertThat(SyscallTable.read(SOURCES).states().values())
        .allSatisfy(state -> assertThat(state).matches("done|partial: .+"));
  }
}
