package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets counted from the instruction reach exactly as far as GNU as and ld say. */
class ReachTest {
  private static final Path LINKER_SCRIPT = Path.of("src/test/resources/dev/ingot/asm/corpus.ld");

  @TempDir Path directory;

  /** The last distance that fits, and the first that does not: Arm ARM, the sizes of the fields. */
  @ParameterizedTest(name = "{0}: {1} fits, {2} does not")
  @CsvSource(
      delimiter = '|',
      value = {
        "b {}            |  0x7fffffc |  0x8000000",
        "b {}            | -0x8000000 | -0x8000004",
        "bl {}           |  0x7fffffc |  0x8000000",
        "b.eq {}         |    0xffffc |   0x100000",
        "b.eq {}         |  -0x100000 |  -0x100004",
        "cbz x0, {}      |    0xffffc |   0x100000",
        "cbnz w0, {}     |  -0x100000 |  -0x100004",
        "tbz x0, #63, {} |     0x7ffc |     0x8000",
        "tbnz w0, #0, {} |    -0x8000 |    -0x8004",
        "ldr x0, {}      |    0xffffc |   0x100000",
        "ldr w0, {}      |  -0x100000 |  -0x100004",
        "adr x0, {}      |    0xfffff |   0x100000",
        "adr x0, {}      |  -0x100000 |  -0x100001"
      })
  void aTargetFitsUpToTheLimit(String form, String near, String far) throws Exception {
    GnuBinutils.assumeInstalled();
    String reaches = form.replace("{}", ". + " + near) + "\n";
    String fails = form.replace("{}", ". + " + far) + "\n";

    assertThat(Sources.assembled(reaches).bytes()).isEqualTo(gnu(reaches));
    assertThat(gnu(fails)).isNull();
    assertThat(Sources.rejected(fails)).contains("a.s:1:", "bytes away: allowed is");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {"b 1f + 2", "b.ne . + 1", "cbz x0, . + 6", "ldr x0, . + 2"})
  void aTargetOfWordsMustBeAligned(String statement) {
    assertThat(Sources.rejected(statement + "\n1: nop\n")).contains("not a multiple of 4");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ldr x0, [x0, :lo12:odd]  | 8",
        "ldr w0, [x0, :lo12:odd]  | 4",
        "ldrh w0, [x0, :lo12:odd] | 2",
        "str q0, [x0, :lo12:odd]  | 16"
      })
  void aLowPartMustBeAlignedToTheAccess(String statement, int size) {
    assertThat(Sources.rejected(statement + "\n.data\n.byte 1\nodd: .byte 1\n"))
        .contains("is not aligned to the " + size + " bytes of this access");
  }

  @Test
  void aLowPartNeedsALoadStoreOrAdd() {
    assertThat(Sources.rejected("ldr x0, [x0, :lo12:here]!\nhere: nop\n")).contains("a.s:1:");
    assertThat(Sources.rejected("sub x0, x0, :lo12:here\nhere: nop\n"))
        .contains(":lo12: needs add");
  }

  @Test
  void anAddressThatDoesNotFitInDataIsAnError() {
    assertThat(Sources.rejected("here: .word here\n")).contains("does not fit in 4 bytes");
    assertThat(Sources.rejected(".hword end - start\nstart: .skip 70000\nend:\n"))
        .contains("value 0x11170 does not fit in 2 bytes");
  }

  @Test
  void aBitThatTheRegisterDoesNotHaveIsAnError() {
    assertThat(Sources.rejected("tbz w0, #32, .\n")).contains("bit number 32 is not in 0..31");
  }

  @Test
  void anImmediateOfMoreThan32BitsForAWRegisterIsAnError() {
    assertThat(Sources.rejected("mov w0, #0x1ffff0000\n")).contains("does not fit in 32 bits");
  }

  /** The image that GNU as and ld make, or null when they refuse the source. */
  private byte[] gnu(String source) throws Exception {
    Files.writeString(directory.resolve("reach.s"), source);
    Path output = directory.resolve("gnu.bin");
    String failed = GnuBinutils.build(directory, List.of("reach.s"), LINKER_SCRIPT, output);
    return failed == null ? Files.readAllBytes(output) : null;
  }
}
