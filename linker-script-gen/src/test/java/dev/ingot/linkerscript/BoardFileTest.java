package dev.ingot.linkerscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.MemoryRegion.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardFileTest {
  private static final String WHOLE =
      """
      # A board with everything.
      board    my-board
      flash    rom0   0x0         1M
      ram      ram0   0x80000000  64M   # the first bank
      ram      sram   0x10000000  64K
      reserved fw     0x80000000  1M
      device   uart   0x3f201000  4096
      image    0x80200000
      timer    30 27
      """;

  @Test
  void everyStatementIsRead() {
    Board board = BoardFile.parse(WHOLE, "my.board");

    assertThat(board.name()).isEqualTo("my-board");
    assertThat(board.regions())
        .contains(
            new MemoryRegion("rom0", Use.FLASH, 0, 0x10_0000),
            new MemoryRegion("ram0", Use.RAM, 0x8000_0000L, 0x400_0000),
            new MemoryRegion("sram", Use.RAM, 0x1000_0000L, 0x1_0000),
            new MemoryRegion("fw", Use.RESERVED, 0x8000_0000L, 0x10_0000),
            new MemoryRegion("uart", Use.DEVICE, 0x3f20_1000L, 0x1000));
    assertThat(board.imageAddress()).isEqualTo(0x8020_0000L);
    assertThat(board.timer()).contains(new GenericTimer(30, 27));
  }

  @Test
  void withoutAnImageLineTheImageStartsWithTheFirstBank() {
    Board board = BoardFile.parse("ram main 0x80000000 64M\nram low 0x0 1M", "b");

    assertThat(board.imageAddress()).isEqualTo(0x8000_0000L);
  }

  @Test
  void theImageMayLieInAnyBank() {
    Board board = BoardFile.parse("ram low 0x0 1M\nram main 0x80000000 64M\nimage 0x80000000", "b");

    assertThat(board.ram().name()).isEqualTo("main");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "cpu cortex-a57                   | 'cpu'                | board, flash, ram, device",
        "ram lower                        | 1 words              | NAME START SIZE",
        "ram Upper 0x90000000 4K          | 'Upper'              | a-z",
        "ram other 0x90000000 4T          | '4T'                 | 512M",
        "ram other -1 4K                  | '-1'                 | 512M",
        "ram other 0x90000000 0           | size 0x0             | above zero",
        "ram other 0xffffffffff000 64K    | other                | 2^52",
        "ram other 0x10000000000000 64K   | '0x10000000000000'   | 2^52",
        "ram main 0x90000000 64K          | second region main   | line 1",
        "device uart 0x80001000 4K        | overlap              | line 1",
        "image 0x80000800                 | 0x80000800           | multiple of 4 KiB",
        "image 0x10000                    | 0x10000              | in a ram region",
        "timer 30 50                      | 50                   | 16 to 31",
        "timer 30                         | 1 words              | PHYSICAL VIRTUAL",
        "reserved fw 0x80000000 4K        | image address        | outside of every reserved"
      })
  void aWrongLineIsRefusedWithWhatItSaysAndWhatItCould(
      String statement, String found, String allowed) {
    assertThatThrownBy(() -> BoardFile.parse("ram main 0x80000000 64M\n" + statement, "my.board"))
        .isInstanceOf(RefusedException.class)
        .hasMessageMatching("(?s)my\\.board: line [12]: .*")
        .hasMessageContaining(found)
        .hasMessageContaining(allowed);
  }

  @Test
  void aWrongLineIsCountedWithCommentsAndEmptyLines() {
    assertThatThrownBy(() -> BoardFile.parse("# one\n\nram main 0 64M\nwrong", "b"))
        .hasMessageContaining("line 4");
  }

  @Test
  void aFileWithoutRamIsRefused() {
    assertThatThrownBy(() -> BoardFile.parse("flash rom 0 1M", "b")).hasMessageContaining("no RAM");
  }

  @Test
  void aBinaryFileIsRefusedWithAMessageThatATerminalCanShow() {
    assertThatThrownBy(() -> BoardFile.parse("\u001b[2J\u0007".repeat(1000), "b"))
        .hasMessageMatching("b: line 1: found [ -~]{1,400}");
  }
}
