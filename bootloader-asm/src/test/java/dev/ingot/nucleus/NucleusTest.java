package dev.ingot.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The nucleus as a resource. */
class NucleusTest {
  /** "ARM\x64" at offset 0x38 of an Image header: Linux Documentation/arch/arm64/booting.rst. */
  private static final int IMAGE_MAGIC_OFFSET = 0x38;

  /** docs/contracts.md, section 2. */
  private static final int INGOT_HEADER_OFFSET = 0x40;

  private static final Nucleus SMALL =
      new Nucleus(
          new byte[] {1, 2, 3},
          """
          ffffff8000000000 start
          ffffff8000000000 __text_start
          ffffff8000000010 next
          ffffff8000001000 __bss_end
          """);

  @Test
  void anAddressIsTheNearestSymbolBeforeItAndAnOffset() {
    assertThat(SMALL.lookup(0xffffff8000000024L)).hasToString("Optional[next+0x14]");
    assertThat(SMALL.lookup(0xffffff8000000010L)).hasToString("Optional[next]");
  }

  @Test
  void theFirstNameOfAnAddressStandsForIt() {
    assertThat(SMALL.lookup(0xffffff8000000000L)).hasToString("Optional[start]");
    assertThat(SMALL.symbols()).containsEntry(0xffffff8000000000L, "start").hasSize(3);
  }

  @Test
  void anAddressOutsideHasNoName() {
    assertThat(SMALL.lookup(0xffffff8000001000L)).isEmpty();
    assertThat(SMALL.lookup(0xffffff7fffffffffL)).isEmpty();
    assertThat(SMALL.lookup(0x400000)).isEmpty();
  }

  @Test
  void everyNameHasItsAddress() {
    assertThat(SMALL.addressOf("__text_start")).hasValue(0xffffff8000000000L);
    assertThat(SMALL.addressOf("nobody")).isEmpty();
  }

  @Test
  void theBytesAreACopy() {
    SMALL.bytes()[0] = 99;

    assertThat(SMALL.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void aLineThatIsNoSymbolIsRefused() {
    assertThatThrownBy(() -> new Nucleus(new byte[0], "ffffff80 short\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ffffff80 short");
  }

  @Test
  void theShippedNucleusHasTheHeadersOfTheImageFormat() {
    byte[] bytes = Nucleus.shipped().bytes();

    assertThat(bytes.length % 4096).isZero();
    assertThat(new String(bytes, IMAGE_MAGIC_OFFSET, 4, StandardCharsets.US_ASCII))
        .isEqualTo("ARMd");
    assertThat(new String(bytes, INGOT_HEADER_OFFSET, 8, StandardCharsets.US_ASCII))
        .isEqualTo("INGOTIMG");
  }

  @Test
  void theShippedNucleusTakesAtMost14PagesOfAnImage() {
    assertThat(Nucleus.shipped().bytes()).hasSizeLessThanOrEqualTo(14 * 4096);
  }

  @Test
  void theShippedNucleusHasTheBoundariesOfItsLayout() {
    Nucleus nucleus = Nucleus.shipped();

    assertThat(nucleus.addressOf("__text_start")).hasValue(0xffffff8000000000L);
    assertThat(nucleus.addressOf("__data_end").getAsLong() - 0xffffff8000000000L)
        .isEqualTo(nucleus.bytes().length);
  }
}
