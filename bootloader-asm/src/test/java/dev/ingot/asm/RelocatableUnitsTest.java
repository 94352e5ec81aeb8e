package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.asm.link.AddressSymbol;
import dev.ingot.asm.link.ExternalSymbols;
import dev.ingot.asm.link.LinkedImage;
import dev.ingot.asm.source.Diagnostic;
import dev.ingot.asm.source.SourceFiles;
import dev.ingot.asm.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that become a part of a program: assembled first, placed later. */
class RelocatableUnitsTest {
  private static final long IMAGE = 0x41_0000L;
  private static final long ZEROS = 0x43_0000L;
  private static final long FUNCTION = 0x10_1230L;

  private static final String SOURCE =
      """
      .text
      entry:
        adrp x16, count
        add x16, x16, :lo12:count
        ldr x17, =table
        b "main.(*T).Method"
      .section .rodata,"a"
      table: .quad "main.(*T).Method"
      .bss
      .balign 64
      count: .skip 100
      """;

  @TempDir Path folder;

  private static Translation translate(String source) {
    return Assembler.translate(List.of(new SourceText("hook.s", source)), SourceFiles.none());
  }

  private static RelocatableUnits units(String source) {
    return ((Translation.Translated) translate(source)).units();
  }

  private static OptionalLong program(String name) {
    return name.equals("main.(*T).Method") ? OptionalLong.of(FUNCTION) : OptionalLong.empty();
  }

  @Test
  void theRoomIsKnownBeforeTheAddresses() {
    RelocatableUnits units = units(SOURCE);

    assertThat(units.extent().alignment()).isEqualTo(64);
    // 16 bytes of instructions and 8 of literals, 8 of constants, each in multiples of 64.
    assertThat(units.extent().imageSize()).isEqualTo(128);
    assertThat(units.extent().zerosSize()).isEqualTo(128);
  }

  @Test
  void linkedUnitsHaveTheBytesOfGnuAsAndLd() throws IOException, InterruptedException {
    GnuBinutils.assumeInstalled();
    Files.writeString(folder.resolve("hook.s"), SOURCE);
    Path script =
        Files.writeString(
            folder.resolve("hook.ld"),
            """
            "main.(*T).Method" = 0x101230;
            SECTIONS {
              . = 0x410000;
              .text : { *(.text) }
              .rodata : ALIGN(64) { *(.rodata) . = ALIGN(64); }
              .bss 0x430000 : { *(.bss) }
            }
            """);
    Path gnu = folder.resolve("gnu.bin");

    assertThat(GnuBinutils.build(folder, List.of("hook.s"), script, gnu)).isNull();
    Assembly assembly = units(SOURCE).link(IMAGE, ZEROS, RelocatableUnitsTest::program);

    LinkedImage image = ((Assembly.Assembled) assembly).image();
    assertThat(image.bytes()).isEqualTo(Files.readAllBytes(gnu));
    assertThat(image.symbols())
        .contains(
            new AddressSymbol(IMAGE, "entry", AddressSymbol.Rank.LOCAL),
            new AddressSymbol(ZEROS, "count", AddressSymbol.Rank.LOCAL));
  }

  @Test
  void aNameThatNobodyKnowsIsAnErrorAtItsPlace() {
    Assembly assembly = units(SOURCE).link(IMAGE, ZEROS, ExternalSymbols.none());

    assertThat(((Assembly.Rejected) assembly).diagnostics())
        .extracting(Diagnostic::render)
        .first()
        .asString()
        .startsWith("hook.s:6:5: error: undefined symbol 'main.(*T).Method'");
  }

  @Test
  void aDefinitionOfItsOwnComesBeforeTheProgramsName() {
    Assembly assembly =
        units("b local\nlocal: nop\n").link(IMAGE, ZEROS, name -> OptionalLong.of(FUNCTION));

    // b .+4 is 14000001 (Arm ARM C6.2.26).
    assertThat(((Assembly.Assembled) assembly).image().bytes()).startsWith(1, 0, 0, 0x14);
  }

  @Test
  void aWrongSourceIsRejectedBeforeItHasAPlace() {
    Translation translation = translate("nop\n  frobnicate x0\n.section .other\nnop\n");

    assertThat(((Translation.Rejected) translation).diagnostics())
        .extracting(Diagnostic::render)
        .first()
        .asString()
        .startsWith("hook.s:2:3: error:");
  }

  @Test
  void aNameWithoutItsClosingQuoteIsAnErrorAtTheQuote() {
    Translation translation = translate("  b \"main.one\n");

    assertThat(((Translation.Rejected) translation).diagnostics().getFirst().render())
        .startsWith("hook.s:1:5: error: expected a symbol name and a closing quote");
  }
}
