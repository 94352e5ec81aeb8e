package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read from programs of every installed release, held against Go's own tools. */
class GoProgramTest {
  private static final int FUNCTION = 2;

  static List<String> releases() {
    return GoBuilds.releases();
  }

  private static GoProgram read(Path file) {
    return GoProgram.of(ElfImage.read(file));
  }

  private static Map<String, Long> symbols(GoProgram program) {
    return program.image().symbols().stream()
        .collect(Collectors.toMap(ElfSymbol::name, ElfSymbol::value, (first, second) -> first));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theReleaseIsTheOneThatGoVersionPrints(String release) {
    Path file = GoBuilds.build(release, "hello", GoBuilds.STRIP);

    String printed = Tool.run(GoBuilds.goCommand(release), "version", file.toString()).output();

    assertThat(read(file).release().toString()).isEqualTo(printed.strip().split(": ", 2)[1]);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theSegmentBoundsAreTheLinkersSymbols(String release) {
    GoProgram program = read(GoBuilds.build(release, "web"));
    ModuleData m = program.moduleData();
    Map<String, Long> symbols = symbols(program);

    Map<String, Long> found =
        Map.of(
            "runtime.text", m.text(),
            "runtime.etext", m.etext(),
            "runtime.data", m.data(),
            "runtime.edata", m.edata(),
            "runtime.bss", m.bss(),
            "runtime.ebss", m.ebss(),
            "runtime.noptrbss", m.noptrbss(),
            "runtime.enoptrbss", m.enoptrbss(),
            "runtime.types", m.types(),
            "runtime.etypes", m.etypes());

    found.forEach((name, value) -> assertThat(value).as(name).isEqualTo(symbols.get(name)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theFunctionTableHoldsEveryFunctionOfTheSymbolTable(String release) {
    GoProgram program = read(GoBuilds.build(release, "web"));
    ModuleData m = program.moduleData();
    List<Long> expected =
        program.image().symbols().stream()
            .filter(s -> s.type() == FUNCTION && s.size() > 0 && m.isText(s.value()))
            .map(ElfSymbol::value)
            .distinct()
            .sorted()
            .toList();

    List<Long> entries = program.pclntab().functions().stream().map(GoFunction::entry).toList();

    assertThat(entries).containsAll(expected);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void strippingChangesNoFunction(String release) {
    GoProgram whole = read(GoBuilds.build(release, "web"));
    GoProgram stripped = read(GoBuilds.build(release, "web", GoBuilds.STRIP));

    assertThat(stripped.image().symbols()).isEmpty();
    assertThat(names(stripped)).isEqualTo(names(whole));
  }

  private static List<String> names(GoProgram program) {
    return program.pclntab().functions().stream().map(GoFunction::name).toList();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void filesAndLinesAreThoseOfObjdump(String release) {
    Path file = GoBuilds.build(release, "hello");
    GoProgram program = read(file);
    List<String> listing =
        Tool.run(GoBuilds.goCommand(release), "tool", "objdump", "-s", "^fmt\\.", file.toString())
            .lines();

    List<String> differing =
        listing.stream()
            .filter(line -> line.startsWith("  ") && line.contains("0x"))
            .map(line -> line.strip().split("\\s+", 3))
            .filter(words -> !words[0].equals(baseNameAndLine(program, Long.decode(words[1]))))
            .map(words -> String.join(" ", words))
            .toList();

    assertThat(listing).hasSizeGreaterThan(1000);
    assertThat(differing).isEmpty();
  }

  private static String baseNameAndLine(GoProgram program, long address) {
    String text = program.locate(address).orElseThrow().fileAndLine();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyPointerVariableHoldsNothingOrAnAddressOfTheProgram(String release) {
    GoProgram program = read(GoBuilds.build(release, "web", GoBuilds.STRIP));
    ImageMemory memory = program.image().memory();
    List<ElfSegment> segments = program.image().loadSegments();

    Stream<Long> values =
        program.dataPointers().words().stream()
            .mapToObj(i -> memory.longAt(program.moduleData().data() + 8L * i));

    assertThat(values)
        .hasSizeGreaterThan(1000)
        .allMatch(v -> v == 0 || segments.stream().anyMatch(s -> s.contains(v)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theStoredFipsSumIsTheRecomputedOne(String release) {
    GoProgram program = read(GoBuilds.build(release, "web", GoBuilds.STRIP));
    ImageMemory memory = program.image().memory();

    program
        .fipsInfo()
        .ifPresent(
            info ->
                assertThat(info.sum(s -> memory.bytesAt(s.start(), s.end() - s.start())))
                    .isEqualTo(
                        memory.bytesAt(info.address() + FipsInfo.SUM_OFFSET, FipsInfo.SUM_SIZE)));
    assertThat(program.fipsInfo().isPresent()).isEqualTo(program.release().isAtLeast(24));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void withoutSectionHeadersTheSameProgramIsFound(String release) throws Exception {
    byte[] bytes = Files.readAllBytes(GoBuilds.build(release, "hello", GoBuilds.STRIP));
    GoProgram with = GoProgram.of(ElfImage.of(bytes.clone(), "with"));
    ByteBuffer.wrap(bytes).putLong(ElfLayout.E_SHOFF, 0).putInt(ElfLayout.E_SHNUM, 0);

    GoProgram without = GoProgram.of(ElfImage.of(bytes, "without"));

    assertThat(without.image().sections()).isEmpty();
    assertThat(without.moduleData()).isEqualTo(with.moduleData());
  }
}
