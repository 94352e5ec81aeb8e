package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.asm.link.AddressSymbol;
import dev.ingot.asm.link.LinkedImage;
import dev.ingot.asm.link.MemoryLayout;
import dev.ingot.asm.source.SourceFiles;
import dev.ingot.asm.source.SourceText;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The interface for users' own sources. */
class AssemblerTest {

  @Test
  void aSourceIsAssembledAtTheBaseThatIsAskedFor() {
    SourceText source =
        new SourceText(
            "rom.s", ".text\nentry: adr x0, entry\n.quad entry\n.data\nvalue: .word 7\n");

    Assembly assembly = Assembler.assemble(AssemblyJob.of(source, 0x4000_0000L));

    LinkedImage image = ((Assembly.Assembled) assembly).image();
    assertThat(image.base()).isEqualTo(0x4000_0000L);
    // adr x0, . is 10000000 (Arm ARM C6.2.10); .data follows at the next multiple of 16.
    assertThat(HexFormat.of().formatHex(image.bytes()))
        .isEqualTo("00000010" + "0000004000000000" + "00000000" + "07000000" + "0".repeat(24));
    assertThat(image.symbols())
        .contains(
            new AddressSymbol(0x4000_0000L, "entry", AddressSymbol.Rank.LOCAL),
            new AddressSymbol(0x4000_0010L, "value", AddressSymbol.Rank.LOCAL));
  }

  @Test
  void predefinedSymbolsAreKnownToConditionsAndOperands() {
    AssemblyJob job =
        new AssemblyJob(
            List.of(new SourceText("a.s", ".ifdef UART\n.quad UART + 4\n.endif\n")),
            SourceFiles.none(),
            Map.of("UART", 0x0900_0000L),
            new MemoryLayout(0, 8));

    Assembly assembly = Assembler.assemble(job);

    assertThat(((Assembly.Assembled) assembly).image().bytes())
        .containsExactly(4, 0, 0, 9, 0, 0, 0, 0);
  }

  @Test
  void bssHasASizeAndNoBytes() {
    LinkedImage image = Sources.assembled("nop\n.bss\n.skip 5000\n");

    assertThat(image.bytes()).hasSize(4096);
    assertThat(image.bssSize()).isEqualTo(8192);
  }

  @Test
  void globalLabelsNameAnAddressBeforeLocalOnesAndBoundaries() {
    LinkedImage image = Sources.assembled(".global shared\n.Lhidden: local: shared: nop\n1: nop\n");

    assertThat(image.symbols().subList(0, 3))
        .extracting(AddressSymbol::name)
        .containsExactly("shared", "local", "__text_start");
    assertThat(image.symbols()).extracting(AddressSymbol::name).doesNotContain(".Lhidden", "1");
  }

  @Test
  void localSymbolsOfTwoUnitsDoNotMeet() {
    LinkedImage image = Sources.assembled("again: b again\n", "again: b again\n");

    // b . is 14000000 (Arm ARM C6.2.26).
    assertThat(image.bytes()).startsWith(0, 0, 0, 0x14, 0, 0, 0, 0x14);
  }

  @Test
  void aWeakDefinitionGivesWayToAnother() {
    LinkedImage image =
        Sources.assembled(
            ".weak handler\nhandler: .word 1\n.word handler - .\n",
            ".global handler\n.word 2\nhandler: .word 3\n");

    // The difference goes to the definition of the second unit, 8 bytes behind.
    assertThat(image.bytes()[4]).isEqualTo((byte) 8);
  }

  @Test
  void theSameJobGivesTheSameImage() {
    String source = ".rept 100\nldr x0, =0x123456789\n.endr\nlabel: adrp x0, label\n";

    assertThat(Sources.assembled(source).bytes()).isEqualTo(Sources.assembled(source).bytes());
  }

  @Test
  void threadsAssembleSideBySide() throws Exception {
    String source =
        IntStream.range(0, 500).mapToObj("add x0, x1, #%d\n"::formatted).reduce("", String::concat);
    byte[] expected = Sources.assembled(source).bytes();

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<byte[]> task = () -> Sources.assembled(source).bytes();
      for (Future<byte[]> result : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void operandsThatWouldEndTheProcessInKeystoneAreAnError() {
    assertThat(Sources.rejected("mov w0, v1.s[3\nmov x0, [0]\nld1 {v0.16b, [x0]\n"))
        .contains("a.s:1:", "a.s:2:", "a.s:3:");
  }
}
