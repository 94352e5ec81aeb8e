package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GnuAssembler;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instructions as text, against GNU as. */
class DisassemblerTest {
  /**
   * objdump's line of a word that is no instruction. What it reads as SVE (z registers) is data
   * between functions: Go emits none.
   */
  private static final Pattern UNKNOWN =
      Pattern.compile("(?m)^ *([0-9a-f]+):\\t[0-9a-f]{8} \\t(?:\\.inst\\t|udf\\t|.*\\bz\\d+\\.)");

  @TempDir private Path folder;

  static List<String> oldestAndNewestRelease() {
    return List.of(GoBuilds.releases().getFirst(), GoBuilds.releases().getLast());
  }

  /** Every atomic operation with every size and order. */
  private static List<String> atomics() {
    List<String> lines = new ArrayList<>();
    for (String order : List.of("", "a", "l", "al")) {
      for (String size : List.of("b", "h", "")) {
        for (String operation :
            List.of("add", "clr", "eor", "set", "smax", "smin", "umax", "umin")) {
          lines.add("ld%s%s%s w3, w30, [x27]".formatted(operation, order, size));
          if (!order.startsWith("a")) {
            lines.add("st%s%s%s w0, [sp]".formatted(operation, order, size));
          } else {
            lines.add("ld%s%s%s w1, wzr, [x2]".formatted(operation, order, size));
          }
        }
        lines.add("swp%s%s w1, w2, [x3]".formatted(order, size));
        lines.add("cas%s%s w1, w2, [x3]".formatted(order, size));
      }
      lines.add("ldadd%s x9, x10, [x11]".formatted(order));
      lines.add("swp%s xzr, x10, [sp]".formatted(order));
      lines.add("cas%s x9, xzr, [x11]".formatted(order));
      lines.add("casp%s x0, x1, x2, x3, [x4]".formatted(order));
      lines.add("casp%s w28, w29, w30, wzr, [sp]".formatted(order));
    }
    lines.addAll(
        List.of(
            "ldaprb w1, [x2]",
            "ldaprh w1, [x2]",
            "ldapr w1, [x2]",
            "ldapr x1, [sp]",
            "msr dit, #1"));
    return lines;
  }

  @Test
  void newerInstructionsAreWrittenAsGnuAsReadsThem() {
    List<String> lines = atomics();
    List<String> source = new ArrayList<>(List.of(".arch armv8.4-a"));
    source.addAll(lines);

    List<Integer> words = GnuAssembler.words(folder, source);

    assertThat(words).map(word -> NewerInstructionText.of(word).orElse("none")).isEqualTo(lines);
  }

  @ParameterizedTest
  @MethodSource("oldestAndNewestRelease")
  void whatIsUnknownToUsIsUnknownToObjdump(String release) {
    Path file = GoBuilds.build(release, "redirect");
    Set<String> unknownToObjdump =
        UNKNOWN
            .matcher(Tool.run("aarch64-linux-gnu-objdump", "-d", "-z", file.toString()).output())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    try (Disassembler disassembler = new Disassembler()) {
      new ProgramText(GoProgram.of(ElfImage.read(file)))
          .forEachWord(
              (address, word) -> {
                if (disassembler.textOf(word, address).startsWith(".inst")) {
                  unknown.add(Long.toHexString(address));
                }
              });
    }

    assertThat(unknown).isSubsetOf(unknownToObjdump);
  }

  @Test
  void aTextThatDoesNotDependOnThePlaceIsTheSameEverywhereAndABranchIsNot() {
    try (Disassembler disassembler = new Disassembler()) {
      assertThat(disassembler.textOf(0x1400_0001, 0x1000)).isEqualTo("b #0x1004");
      assertThat(disassembler.textOf(0x1400_0001, 0x2000)).isEqualTo("b #0x2004");
      assertThat(disassembler.textOf(0xd65f_03c0, 0x1000)).isEqualTo("ret");
      assertThat(disassembler.textOf(0xd65f_03c0, 0x2000)).isEqualTo("ret");
    }
  }
}
