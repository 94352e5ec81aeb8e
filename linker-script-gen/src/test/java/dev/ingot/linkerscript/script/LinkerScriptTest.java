package dev.ingot.linkerscript.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.BoardFile;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.TestBoards;
import org.junit.jupiter.api.Test;

class LinkerScriptTest {
  private static final Board VIRT = Board.qemuVirt(512L << 20);

  @Test
  void theSameBoardGivesTheSameBytes() {
    assertThat(script(Board.qemuVirt(512L << 20), new Layout.InRom()))
        .isEqualTo(script(VIRT, new Layout.InRom()));
  }

  @Test
  void everyRegionOfTheBoardHasOneComment() {
    String script = script(VIRT, new Layout.InRom());

    assertThat(VIRT.regions())
        .allSatisfy(
            region ->
                assertThat(script.lines().map(String::strip))
                    .filteredOn(line -> line.startsWith("/* " + region.name() + ": "))
                    .hasSize(1));
  }

  @Test
  void ramOfTheLayoutRomStartsBehindTheDeviceTree() {
    assertThat(script(VIRT, new Layout.InRom()))
        .contains("flash (rx) : ORIGIN = 0x0, LENGTH = 0x4000000\n")
        .contains("ram (rwx) : ORIGIN = 0x40200000, LENGTH = 0x1fe00000\n");
  }

  @Test
  void everyBankOfRamIsAMemory() {
    assertThat(script(TestBoards.read("virt-two-banks.dtb"), new Layout.InRam()))
        .contains("ram (rwx) : ORIGIN = 0x40200000, LENGTH = 0x7e00000\n")
        .contains("ram1 (rwx) : ORIGIN = 0x48000000, LENGTH = 0x8000000\n");
  }

  @Test
  void aBankWithAReservedHoleIsTwoMemories() {
    Board board =
        BoardFile.parse("ram main 0x80000000 64M\nreserved fw 0x81000000 16M", "hole.board");

    assertThat(script(board, new Layout.InRam()))
        .contains("main (rwx) : ORIGIN = 0x80000000, LENGTH = 0x1000000\n")
        .contains("main.2 (rwx) : ORIGIN = 0x82000000, LENGTH = 0x2000000\n");
  }

  @Test
  void aBoardWithoutFlashHasNoLayoutRom() {
    Board ramOnly = BoardFile.parse("ram ram0 0x80000000 64M\n", "ram-only.board");

    assertThatThrownBy(() -> script(ramOnly, new Layout.InRom()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no flash");
  }

  @Test
  void theTextIsPlainAscii() {
    assertThat(script(TestBoards.read("virt-64G-gic3.dtb"), new Layout.InRam()))
        .matches("[\\n -~]*");
  }

  @Test
  void aStackThatIsNoWholePageIsRefused() {
    assertThatThrownBy(() -> new PartSizes(100, 4096)).hasMessageContaining("multiple of 4 KiB");
  }

  private static String script(Board board, Layout layout) {
    return LinkerScript.of(board, layout, PartSizes.STANDARD);
  }
}
