package dev.ingot.goelf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The locations of global variables, against what GNU readelf finds. */
class VariableLocationsTest {
  private static final Pattern ADDRESS = Pattern.compile("\\(DW_OP_addr: ([0-9a-f]+)\\)");

  @TempDir private Path folder;

  static List<String> releases() {
    return GoBuilds.releases();
  }

  private static List<Long> readelf(Path program) {
    Matcher matcher =
        ADDRESS.matcher(
            Tool.run("aarch64-linux-gnu-readelf", "--debug-dump=info", program.toString())
                .output());
    return matcher.results().map(found -> Long.parseLong(found.group(1), 16)).toList();
  }

  private static List<Long> found(Path program) throws MalformedDwarfException {
    ElfImage image = ElfImage.read(program);
    List<Long> addresses = new ArrayList<>();
    VariableLocations.forEach(
        section(image, ".debug_info"),
        section(image, ".debug_abbrev"),
        (offset, address) -> addresses.add(address));
    return addresses;
  }

  private static byte[] section(ElfImage image, String name) throws MalformedDwarfException {
    return DebugSection.named(image, name).orElseThrow().content();
  }

  private static void requireAgreement(Path program) throws MalformedDwarfException {
    List<Long> expected = readelf(program);
    assertThat(expected).hasSizeGreaterThan(200);
    assertThat(found(program)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void readelfFindsTheSameInEveryRelease(String release) throws MalformedDwarfException {
    requireAgreement(GoBuilds.build(release, "redirect"));
  }

  @Test
  void readelfFindsTheSameWithoutCompression() throws MalformedDwarfException {
    requireAgreement(
        GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect", "-ldflags=-compressdwarf=false"));
  }

  /** The form of Go 1.11 to 1.18, which objcopy makes of a newer program. */
  @Test
  void readelfFindsTheSameInSectionsOfTheOldCompression() throws MalformedDwarfException {
    Path plain =
        GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect", "-ldflags=-compressdwarf=false");
    Path old = folder.resolve("old");
    assertThat(
            Tool.run(
                    "aarch64-linux-gnu-objcopy",
                    "--compress-debug-sections=zlib-gnu",
                    plain.toString(),
                    old.toString())
                .exit())
        .isZero();

    assertThat(ElfImage.read(old).sectionNamed(".zdebug_info")).isPresent();
    requireAgreement(old);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 11, 12, 20, 200, 5_000})
  void informationThatEndsTooEarlyIsMalformed(int length) throws MalformedDwarfException {
    ElfImage image = ElfImage.read(GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect"));
    byte[] info = Arrays.copyOf(section(image, ".debug_info"), length);
    byte[] abbreviations = section(image, ".debug_abbrev");

    if (length == 0) {
      VariableLocations.forEach(
          info,
          abbreviations,
          (offset, address) -> {
            throw new AssertionError("nothing to find");
          });
    } else {
      assertThatThrownBy(
              () -> VariableLocations.forEach(info, abbreviations, (offset, address) -> {}))
          .isInstanceOf(MalformedDwarfException.class);
    }
  }

  @Test
  void everySingleDamagedByteIsReadOrMalformed() throws MalformedDwarfException {
    ElfImage image = ElfImage.read(GoBuilds.build(GoBuilds.USUAL_RELEASE, "redirect"));
    byte[] info = Arrays.copyOf(section(image, ".debug_info"), 4_096);
    byte[] abbreviations = section(image, ".debug_abbrev");
    int malformed = 0;
    for (int i = 0; i < info.length; i++) {
      byte[] damaged = info.clone();
      damaged[i] ^= (byte) 0xff;
      try {
        VariableLocations.forEach(damaged, abbreviations, (offset, address) -> {});
      } catch (MalformedDwarfException e) {
        malformed++;
      }
    }

    assertThat(malformed).isPositive();
  }

  @Test
  void abbreviationsThatNameThemselvesAreMalformed() {
    // Entry 1: a tag, no children, attribute 2 in the form "indirect".
    byte[] abbreviations = {1, 0x34, 0, 2, 0x16, 0, 0, 0};
    // Length 9, version 4, abbreviations at 0, addresses of 8 bytes; entry 1, forms 0x16.
    byte[] info = {10, 0, 0, 0, 4, 0, 0, 0, 0, 0, 8, 1, 0x16, 0x16};

    assertThatThrownBy(() -> VariableLocations.forEach(info, abbreviations, (o, a) -> {}))
        .isInstanceOf(MalformedDwarfException.class)
        .hasMessageContaining("names itself");
  }
}
