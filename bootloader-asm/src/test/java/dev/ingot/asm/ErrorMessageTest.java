package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people see when a source is wrong. */
class ErrorMessageTest {

  @Test
  void anErrorNamesFileLineAndColumnAndShowsTheLineWithACaret() {
    assertThat(Sources.rejected("nop\n  frobnicate x0, x1\n"))
        .isEqualTo(
            """
            a.s:2:3: error: cannot encode 'frobnicate x0,x1': unknown instruction
                frobnicate x0, x1
                ^\
            """);
  }

  @Test
  void theCaretStandsUnderTheColumnOfALineWithTabs() {
    assertThat(Sources.rejected("\t.quad\t1 + )\n"))
        .isEqualTo(
            """
            a.s:1:12: error: expected an expression, found ')'
              \t.quad\t1 + )
              \t     \t    ^\
            """);
  }

  @Test
  void everyErrorOfARunIsReported() {
    assertThat(
            Sources.rejected("bad1\nnop\nadd x0, x1\n.quad (\nmov x0, #0x12345\nb missing_one\n"))
        .contains("a.s:1:1: error", "a.s:3:1: error", "a.s:4:8: error", "a.s:5:1: error");
  }

  @Test
  void anUndefinedSymbolIsNamedWithItsFirstUseAndReportedOnceAUnit() {
    assertThat(Sources.rejected("nop\nb nowhere\nbl nowhere\n", "adrp x0, nowhere\n"))
        .contains("a.s:2:3: error: undefined symbol 'nowhere'")
        .contains("b.s:1:10: error: undefined symbol 'nowhere'")
        .doesNotContain("a.s:3");
  }

  @Test
  void aDuplicateLabelNamesBothPlaces() {
    assertThat(Sources.rejected("twice: nop\n\n  twice: nop\n"))
        .startsWith("a.s:3:3: error: symbol 'twice' is defined already, at a.s:1:1");
  }

  @Test
  void aDuplicateGlobalOfTwoUnitsNamesBothPlaces() {
    assertThat(
            Sources.rejected(".global shared\nshared: nop\n", "nop\n.global shared\nshared: nop\n"))
        .startsWith("b.s:3:1: error: symbol 'shared' is defined already, at a.s:2:1");
  }

  @Test
  void aLocalSymbolOfOneUnitIsUndefinedInAnother() {
    assertThat(Sources.rejected("hidden_here: nop\n", "b hidden_here\n"))
        .startsWith("b.s:1:3: error: undefined symbol 'hidden_here'");
  }

  @Test
  void anErrorInAMacroShowsTheExpandedLineAndWhereItWasExpanded() {
    assertThat(
            Sources.rejected(
                """
                .macro inner reg
                  mov \\reg, #0x12345
                .endm
                .macro outer
                  inner x7
                .endm
                  nop
                  outer
                """))
        .isEqualTo(
            """
            a.s:2:3: error: cannot encode 'mov x7,#74565': operands that this instruction does not take
                mov x7, #0x12345
                ^
              in macro 'inner' from a.s:5:3
              in macro 'outer' from a.s:8:3\
            """);
  }

  @Test
  void aMissingRequiredArgumentIsNamed() {
    assertThat(Sources.rejected(".macro need a, b:req\n.endm\nneed 1\n"))
        .contains("a.s:3:7: error: macro 'need' needs its argument 'b'");
  }

  @Test
  void tooManyArgumentsAreShown() {
    assertThat(Sources.rejected(".macro one a\n.endm\none 1, 2, 3\n"))
        .contains("macro 'one' takes 1 arguments; too many: '2,3'");
  }

  @Test
  void theErrorDirectiveGivesItsText() {
    assertThat(Sources.rejected("  .error \"page size must be 4096\"\n"))
        .startsWith("a.s:1:3: error: page size must be 4096");
  }

  @Test
  void aMissingLocalLabelIsNamed() {
    assertThat(Sources.rejected("b 1b\nb 2f\n"))
        .contains("a.s:1:5: error: no label 1: stands before this")
        .contains("a.s:2:3: error: no label 2: behind this");
  }

  @Test
  void anUnclosedConditionalPointsAtItsBeginning() {
    assertThat(Sources.rejected("nop\n.if 1\nnop\n"))
        .startsWith("a.s:2:1: error: no .endif for this before its text ends");
  }

  @Test
  void aConditionalThatAMacroLeavesOpenPointsIntoTheMacro() {
    assertThat(Sources.rejected(".macro open\n.if 1\n.endm\nopen\nnop\n"))
        .startsWith("a.s:2:1: error: no .endif for this")
        .contains("in macro 'open' from a.s:4:1");
  }

  @Test
  void anUnclosedMacroOrRepetitionPointsAtItsBeginning() {
    assertThat(Sources.rejected(".macro open\nnop\n")).contains("no .endm for this");
    assertThat(Sources.rejected(".rept 3\nnop\n")).contains("no .endr for this");
  }

  @Test
  void aStrayEndIsAnError() {
    assertThat(Sources.rejected(".endif\n.endm\n.else\n.popsection\n"))
        .contains(
            ".endif without .if", ".endm without", ".else without .if", ".popsection without");
  }

  @Test
  void aConditionMustBeConstant() {
    assertThat(Sources.rejected(".if later\n.endif\n"))
        .startsWith("a.s:1:5: error: not a constant: it depends on symbol later");
  }

  @Test
  void anIncludeThatDoesNotExistIsNamed() {
    assertThat(Sources.rejected(".include \"no.inc\"\n"))
        .contains("a.s:1:18: error: no file 'no.inc' to include");
  }

  @Test
  void anUnknownDirectiveIsNamed() {
    assertThat(Sources.rejected("  .frobnicate 1\n"))
        .startsWith("a.s:1:3: error: unknown directive or macro .frobnicate");
  }

  @Test
  void textBehindAStatementIsAnError() {
    assertThat(Sources.rejected(".balign 4 4\n")).startsWith("a.s:1:11: error: unexpected text");
  }

  @Test
  void bytesInBssAreAnError() {
    assertThat(Sources.rejected(".bss\n.quad 0\n.quad 5\n"))
        .contains("section .bss holds only zeros");
  }

  @Test
  void aSectionWithoutAPlaceIsNamed() {
    assertThat(Sources.rejected(".section .init_array\n.quad 1\n"))
        .contains("a.s: section '.init_array' has no place in the image");
  }

  @Test
  void aBackwardOriginIsAnError() {
    assertThat(Sources.rejected("nop\nnop\n.org 4\n"))
        .contains(".org cannot go back: the section is at 0x8 already, asked for 0x4");
  }

  @Test
  void aDivisionByZeroIsAnError() {
    assertThat(Sources.rejected(".quad 1 / 0\n")).contains("division by zero");
  }

  @Test
  void aDifferenceOfTwoForeignSectionsIsAnError() {
    assertThat(Sources.rejected("a: nop\n.data\nb: .quad 0\n.section .rodata\n.quad a - b\n"))
        .startsWith("a.s:5:7: error: a difference needs two places");
  }

  @Test
  void aSizeThatDependsOnItselfIsAnError() {
    assertThat(Sources.rejected(".skip 0x80 - (. - behind)\nbehind: nop\n"))
        .startsWith(
            "a.s:2:1: error: the size of what stands before this place depends on the place");
  }

  @Test
  void aSymbolDefinedByItselfIsAnError() {
    assertThat(Sources.rejected("a = b\nb = a\n.quad a\n")).contains("defined by itself");
  }

  @Test
  void aWarningDoesNotRefuseTheSource() {
    Assembly assembly = Assembler.assemble(Sources.job(".warning \"look here\"\n.byte 300\n"));

    assertThat(assembly).isInstanceOf(Assembly.Assembled.class);
    assertThat(((Assembly.Assembled) assembly).warnings())
        .extracting(d -> d.message())
        .containsExactly("look here", "value 0x12c is cut to 0x2c (1 bytes)");
  }

  @Test
  void aRunEndsAtAHundredErrors() {
    assertThat(Sources.rejected("bad\n".repeat(1000)))
        .contains("a.s:100:1: error", "too many errors (100); giving up")
        .doesNotContain("a.s:101:1");
  }
}
