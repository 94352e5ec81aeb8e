package dev.ingot.linkerscript.goflags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.GoRelease;
import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GoFlagsTest {
  private static final Board VIRT = Board.qemuVirt(512L << 20);
  private static final GoRelease GO_1_24 = GoRelease.parse("go1.24").orElseThrow();
  private static final GoRelease GO_1_26 = GoRelease.parse("go1.26").orElseThrow();

  @Test
  void inRamTheElfHeaderStartsAtTheImageAddress() {
    assertThat(GoPlacement.on(VIRT, new Layout.InRam()).flags(0x1000).asText())
        .isEqualTo("-T 0x40201000 -R 0x1000");
  }

  @Test
  void inRomTheDataGoesToRam() {
    assertThat(GoPlacement.on(VIRT, new Layout.InRom()).flags(0x1000).asText())
        .isEqualTo("-T 0x1000 -R 0x1000 -D 0x40200000");
  }

  @Test
  void aTextThatIsNotAlignedWithTheRoundingIsRefusedWithTheNextOneThatIs() {
    assertThatThrownBy(() -> check(0x4020_0000L, 0x20_0000, GO_1_24))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("golang/go#28257")
        .hasMessageContaining("use -T 0x40201000");
  }

  /** The offset is positive there, but differs from the address modulo the page size. */
  @Test
  void aTextLessThanAHeaderBelowTheRoundingIsRefused() {
    assertThatThrownBy(() -> check(0x4020_0fe0L, 0x1000, GO_1_24))
        .hasMessageContaining("file offset 0x20");
  }

  @Test
  void aTextWithoutRoomForTheHeaderIsRefused() {
    assertThatThrownBy(() -> check(0, 0x1000, GO_1_24)).hasMessageContaining("use -T 0x1000");
  }

  @Test
  void aRoundingThatIsNoPowerOfTwoIsRefused() {
    assertThatThrownBy(() -> check(0x4000, 0x3000, GO_1_24)).hasMessageContaining("power of two");
  }

  @Test
  void aRoundingBelowAPageIsRefused() {
    assertThatThrownBy(() -> check(0x4000, 0x800, GO_1_24)).hasMessageContaining("power of two");
  }

  @Test
  void dataOfItsOwnIsRefusedBeforeGo126() {
    GoFlags flags = new GoFlags(0x1000, 0x1000, OptionalLong.of(0x4000_0000L));

    assertThatThrownBy(() -> flags.requireUsable(GO_1_24)).hasMessageContaining("Go 1.26");
    assertThatCode(() -> flags.requireUsable(GO_1_26)).doesNotThrowAnyException();
  }

  @Test
  void dataThatIsNotAlignedWithTheRoundingIsRefused() {
    GoFlags flags = new GoFlags(0x1000, 0x1000, OptionalLong.of(0x4000_0800L));

    assertThatThrownBy(() -> flags.requireUsable(GO_1_26))
        .hasMessageContaining("use -D 0x40001000");
  }

  @Test
  void dataOutOfReachOfTheCodeIsRefused() {
    GoFlags flags = new GoFlags(0x1000, 0x1000, OptionalLong.of(0x1_0000_1000L));

    assertThatThrownBy(() -> flags.requireUsable(GO_1_26)).hasMessageContaining("4 GiB");
  }

  @Test
  void anAddressOutsideOfTheBoardIsRefused() {
    GoFlags flags = new GoFlags(0x1000, 0x1000, OptionalLong.empty());

    assertThatThrownBy(() -> GoPlacement.on(VIRT, new Layout.InRam()).requireUsable(flags, GO_1_24))
        .hasMessageContaining("outside of the board's ram");
  }

  private static void check(long text, long round, GoRelease release) {
    new GoFlags(text, round, OptionalLong.empty()).requireUsable(release);
  }
}
