package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.device.probe.HostProgram;
import dev.ingot.emulator.device.probe.QemuProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which words of a function are instructions, as the GNU assembler knows: it marks the others as
 * data, which objdump shows as {@code .word}.
 */
class ListedFunctionTest {
  private static final Pattern LINE =
      Pattern.compile("(?m)^ *([0-9a-f]+):\\t([0-9a-f]{8}) *\\t(\\S+)");

  @TempDir private Path folder;

  @BeforeEach
  void assumeInstalled() {
    for (String tool : List.of("aarch64-linux-gnu-as", "aarch64-linux-gnu-objdump")) {
      assumeTrue(QemuProbe.isInstalled(tool), tool + " is not installed");
    }
  }

  private void sameAsGnu(String source) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("function.s"), source);
    HostProgram host = new HostProgram(folder);
    host.run("aarch64-linux-gnu-as", "-o", "function.o", "function.s");
    List<MatchResult> lines =
        LINE.matcher(host.run("aarch64-linux-gnu-objdump", "-d", "-z", "function.o"))
            .results()
            .toList();
    ListedFunction function = new ListedFunction();
    for (MatchResult line : lines) {
      function.add(
          new ListedFunction.Word(
              Long.parseLong(line.group(1), 16), Integer.parseUnsignedInt(line.group(2), 16)));
    }
    Set<Long> instructions =
        lines.stream()
            .filter(line -> !line.group(3).equals(".word"))
            .map(line -> Long.parseLong(line.group(1), 16))
            .collect(Collectors.toSet());

    assertThat(instructions).isNotEmpty().hasSizeLessThan(lines.size());
    assertThat(function.instructions())
        .extracting(ListedFunction.Word::address)
        .containsExactlyInAnyOrderElementsOf(instructions);
  }

  @Test
  void whatIsLoadedIsNoInstruction() throws Exception {
    sameAsGnu(
        """
        function:
            ldr x0, =0x00210c0000010078
            ldr w1, =0x18000020
            ldr q2, wide
            b behind
        wide: .word 0x01010101, 0x02020202, 0x03030303, 0x04040404
        narrow: .word 0x00210c00
        behind:
            ldrsw x3, narrow
            prfm pldl1keep, function
            cbz x0, function
            ret
            .ltorg
        """);
  }

  @Test
  void whatNoBranchLeadsToBehindTheLastJumpIsNoInstruction() throws Exception {
    sameAsGnu(
        """
        function:
            b .
            mov x0, #1
            tbz x0, #3, function
            b .
            .word 0x00210c00, 0x00800040
        """);
  }

  @Test
  void whatABranchLeadsToIsAnInstruction() throws Exception {
    sameAsGnu(
        """
        function:
            cbnz w0, behind
            ldr x1, =0x123456789abcdef0
            b .
        behind:
            ret
            .ltorg
        """);
  }
}
