package dev.ingot.image.freestanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
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
