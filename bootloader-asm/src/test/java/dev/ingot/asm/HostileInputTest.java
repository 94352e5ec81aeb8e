package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.asm.link.MemoryLayout;
import dev.ingot.asm.source.SourceFiles;
import dev.ingot.asm.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sources that mean harm end with an error, and in bounded memory; the time is for one that does
 * not end.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileInputTest {

  @Test
  void aMacroThatExpandsItself() {
    assertThat(Sources.rejected(".macro again\nagain\n.endm\nagain\n"))
        .contains("nested deeper than 128", "in macro 'again' from a.s:4:1", "more expansions");
  }

  @Test
  void aMacroThatExpandsItselfTwice() {
    assertThat(
            Sources.rejected(
                ".macro fork n\n.if \\n\nfork \\n-1\nfork \\n-1\n.endif\n.endm\nfork 60\n"))
        .contains("expansion makes more than");
  }

  @Test
  void anArgumentThatDoublesItself() {
    assertThat(Sources.rejected(".macro grow a\ngrow \\a\\a\n.endm\ngrow xx\n"))
        .contains("longer than 65536 characters");
  }

  @Test
  void aHugeRepetition() {
    assertThat(Sources.rejected(".rept 1000000000\nnop\n.endr\n"))
        .contains(".rept 1000000000 of 1 statements is over the limit");
  }

  @Test
  void hugeNestedRepetitions() {
    assertThat(Sources.rejected(".rept 2000\n.rept 2000\n.rept 2000\nx=1\n.endr\n.endr\n.endr\n"))
        .contains("expansion makes more than");
  }

  @Test
  void aNegativeRepetition() {
    assertThat(Sources.rejected(".rept -1\nnop\n.endr\n")).contains(".rept count -1 is negative");
  }

  @Test
  void aFileThatIncludesItself() {
    SourceText self = new SourceText("self.inc", ".include \"self.inc\"\n");
    SourceFiles files =
        new SourceFiles() {
          @Override
          public Optional<SourceText> text(String name) {
            return Optional.of(self);
          }

          @Override
          public Optional<byte[]> bytes(String name) {
            return Optional.empty();
          }
        };

    Assembly assembly =
        Assembler.assemble(new AssemblyJob(List.of(self), files, Map.of(), MemoryLayout.nucleus()));

    assertThat(((Assembly.Rejected) assembly).diagnostics())
        .extracting(d -> d.message())
        .containsExactly(
            "includes, macros and repetitions are nested deeper than 128: does one contain"
                + " itself?");
  }

  @Test
  void deepParentheses() {
    assertThat(Sources.rejected(".quad " + "(".repeat(100_000) + "1" + ")".repeat(100_000)))
        .contains("nested deeper than 200");
  }

  @Test
  void aLongRowOfSigns() {
    assertThat(Sources.rejected(".quad " + "-~".repeat(100_000) + "1"))
        .contains("nested deeper than 200");
  }

  @Test
  void aLongSumOfUnknowns() {
    assertThat(Sources.rejected(".quad x" + "+x".repeat(100_000) + "\n"))
        .contains("more than 1000 parts");
  }

  @Test
  void aTowerOfSymbolsThatDoubles() {
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      source.append("s%d = s%d + s%d - s%d\n".formatted(i + 1, i, i, i));
    }
    assertThat(Sources.rejected(source + ".quad s200\n")).contains("more than 1000 parts");
  }

  @Test
  void aLongChainOfSymbols() {
    StringBuilder source = new StringBuilder();
    for (int i = 5000; i > 0; i--) {
      source.append("s%d = s%d\n".formatted(i, i - 1));
    }
    assertThat(Sources.rejected(source + ".quad s5000\n")).contains("error");
  }

  @Test
  void hugeGaps() {
    assertThat(Sources.rejected(".skip 0x7fffffffffffffff\n")).contains("over the limit");
    assertThat(Sources.rejected(".skip 1 << 40\n")).contains("over the limit");
    assertThat(Sources.rejected(".fill 1 << 60, 8, 1\n")).contains("over the limit");
    assertThat(Sources.rejected(".org 1 << 40\n")).contains("over the limit");
    assertThat(Sources.rejected(".bss\n.skip 1 << 40\n")).contains("over the limit");
    assertThat(Sources.rejected(".skip -1\n")).contains("negative");
  }

  @Test
  void manyLargeGaps() {
    assertThat(Sources.rejected(".rept 1000\n.skip 200 << 20\n.endr\n")).contains("over the limit");
  }

  @Test
  void hugeAlignments() {
    assertThat(Sources.rejected(".p2align 63\n")).contains("2^63 is not in 2^0..2^21");
    assertThat(Sources.rejected(".balign 1 << 40\n")).contains("not a power of two of at most");
    assertThat(Sources.rejected(".balign 3\n")).contains("not a power of two");
  }

  @Test
  void unterminatedStringsAndComments() {
    assertThat(Sources.rejected(".ascii \"open\nnop\n"))
        .contains("a.s:1:8: error: string is not closed");
    assertThat(Sources.rejected("nop /* open\nnop\n"))
        .contains("a.s:1:5: error: comment is not closed");
    assertThat(Sources.rejected(".ascii \"\\")).contains("string is not closed");
    assertThat(Sources.rejected(".byte '")).contains("expected a character");
  }

  @Test
  void charactersThatNoStatementHas() {
    assertThat(Sources.rejected("\0\nnop\0\n@ 1\n`\n\u2028\n")).contains("a.s:1:1: error");
  }

  @Test
  void numbersThatDoNotFit() {
    assertThat(Sources.rejected(".quad 0x10000000000000000\n")).contains("does not fit in 64 bits");
    assertThat(Sources.rejected(".quad 12abc\n")).contains("'12abc' is not a number");
    assertThat(Sources.rejected(".quad 9" + "9".repeat(100_000)))
        .contains("does not fit in 64 bits");
  }

  @Test
  void aVeryLongInstruction() {
    assertThat(Sources.rejected("mov x0, x1" + ", x2".repeat(1000) + "\n"))
        .contains("longer than 1023 bytes");
  }

  @Test
  void textThatWouldBeADirectiveOrASecondStatementForTheEncoder() {
    assertThat(Sources.rejected("mrs x0, \"a\"\nmov x0, {x1}\nadd x0, x1, x2:\n"))
        .contains("a.s:1", "a.s:2", "a.s:3");
  }
}
