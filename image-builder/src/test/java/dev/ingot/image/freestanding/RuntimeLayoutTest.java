package dev.ingot.image.freestanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.dwarf.MalformedDwarfException;
import dev.ingot.goelf.dwarf.StructureMembers;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of the runtime's structures against DWARF, and addresses read from code against
 * symbols.
 */
@Tag("slow")
class RuntimeLayoutTest {
  private static final String OBJDUMP = "aarch64-linux-gnu-objdump";
  private static final Pattern STRUCTURE = Pattern.compile(" <1><[0-9a-f]+>: Abbrev Number: .*");
  private static final Pattern NAME = Pattern.compile("DW_AT_name +: (?:\\(.*\\): )?(\\S+)");
  private static final Pattern MEMBER = Pattern.compile("DW_AT_data_member_location: (\\d+)");

  static List<String> releases() {
    return GoBuilds.releases();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theTableSaysWhatDwarfSays(String release) {
    assumeTrue(Tool.isInstalled(OBJDUMP), OBJDUMP + " is not installed: it reads DWARF");
    GoProgram program = GoProgram.of(ElfImage.read(GoBuilds.build(release, "hello")));
    RuntimeLayout layout = RuntimeLayout.of(program);

    Map<String, Integer> dwarf = members(release);

    assertThat(dwarf)
        .containsEntry("runtime.stack.lo", layout.stackLow())
        .containsEntry("runtime.stack.hi", layout.stackHigh())
        .containsEntry("runtime.g.stack", 0)
        .containsEntry("runtime.g.stackguard0", layout.stackGuard0())
        .containsEntry("runtime.g.stackguard1", layout.stackGuard1())
        .containsEntry("runtime.g.m", layout.machine())
        .containsEntry("runtime.m.g0", layout.schedulerGoroutine());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void dwarfIsReadAsObjdumpReadsIt(String release) throws MalformedDwarfException {
    assumeTrue(Tool.isInstalled(OBJDUMP), OBJDUMP + " is not installed: it reads DWARF");
    ElfImage image = ElfImage.read(GoBuilds.build(release, "hello"));

    Map<String, Long> ours =
        StructureMembers.of(image, Set.of("runtime.stack", "runtime.g", "runtime.m"));

    Map<String, Integer> objdumps = members(release);
    assertThat(ours).containsKeys("runtime.g.m", "runtime.m.g0", "runtime.stack.hi");
    assertThat(ours)
        .allSatisfy(
            (member, offset) -> assertThat(offset.intValue()).isEqualTo(objdumps.get(member)));
  }

  @Test
  void aProgramWhoseDwarfSaysSomethingElseIsRefused() throws IOException {
    String release = GoBuilds.releases().getLast();
    byte[] bytes =
        Files.readAllBytes(GoBuilds.build(release, "hello", "-ldflags=-compressdwarf=false"));
    // A member's entry is its name, NUL, its offset (Go cmd/internal/dwarf, DW_ABRV_STRUCTFIELD).
    assertThat(replace(bytes, "stackguard0\0\20", "stackguard0\0\40")).isPositive();

    assertThatThrownBy(() -> RuntimeLayout.of(GoProgram.of(ElfImage.of(bytes, "hello"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("runtime.g.stackguard0");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theCodeOfAStrippedProgramNamesWhatItsSymbolsWould(String release) {
    GoProgram program = GoProgram.of(ElfImage.read(GoBuilds.build(release, "hello")));
    GoProgram stripped =
        GoProgram.of(ElfImage.read(GoBuilds.build(release, "hello", GoBuilds.STRIP)));
    Map<String, Long> symbols = new HashMap<>();
    program.image().symbols().forEach((ElfSymbol s) -> symbols.put(s.name(), s.value()));

    RuntimeVariables found = RuntimeVariables.of(program, RuntimeLayout.of(program));

    assertThat(found.g0()).isEqualTo(symbols.get("runtime.g0"));
    assertThat(found.m0()).isEqualTo(symbols.get("runtime.m0"));
    assertThat(found.writeBarrier()).hasValue(symbols.get("runtime.writeBarrier"));
    RuntimeVariables inStripped = RuntimeVariables.of(stripped, RuntimeLayout.of(stripped));
    assertThat(inStripped.writeBarrier()).isPresent();
  }

  /** Replaces a text by one of the same length, and tells how often it stood there. */
  private static int replace(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (int at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
      byte[] replacement = to.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(replacement, 0, bytes, at, replacement.length);
      count++;
    }
    return count;
  }

  /** Offsets of the members of the runtime's structures, by {@code structure.member}. */
  private static Map<String, Integer> members(String release) {
    Map<String, Integer> members = new HashMap<>();
    String structure = "";
    String name = "";
    boolean outer = false;
    for (String line :
        Tool.run(OBJDUMP, "--dwarf=info", GoBuilds.build(release, "hello").toString()).lines()) {
      Matcher named = NAME.matcher(line);
      Matcher member = MEMBER.matcher(line);
      if (line.contains("Abbrev Number")) {
        outer = STRUCTURE.matcher(line).matches();
      } else if (named.find()) {
        name = named.group(1);
        structure = outer ? name : structure;
      } else if (member.find()) {
        members.put(structure + "." + name, Integer.parseInt(member.group(1)));
      }
    }
    return members;
  }
}
