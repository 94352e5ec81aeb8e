package dev.ingot.linkerscript.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.linkerscript.Board;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.TestBoards;
import dev.ingot.linkerscript.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A boot object and a Go c-archive, linked with the scripts by GNU ld and by lld. */
@Tag("slow")
class LinkedProgramTest {
  private static final Board VIRT = Board.qemuVirt(512L << 20);
  private static final Layout RAM = new Layout.InRam();
  private static final Layout ROM = new Layout.InRom();

  @TempDir static Path folder;
  private static LinkInputs inputs;

  enum Linker {
    GNU("aarch64-linux-gnu-ld"),
    LLD("ld.lld");

    private final String program;

    Linker(String program) {
      this.program = program;
    }

    Tool.Result link(Board board, Layout layout, String... more)
        throws IOException, InterruptedException {
      return link(LinkerScript.of(board, layout, PartSizes.STANDARD), more);
    }

    Tool.Result link(String script, String... more) throws IOException, InterruptedException {
      Tool linker = Tool.require(program);
      Files.writeString(folder.resolve("script.ld"), script);
      List<String> arguments =
          new ArrayList<>(List.of("-m", "aarch64elf", "-static", "-T", "script.ld", "-o", "out"));
      if (this == GNU) {
        arguments.set(1, "aarch64linux");
      }
      arguments.addAll(inputs.files());
      arguments.addAll(List.of(more));
      return linker.run(folder, Map.of(), arguments);
    }

    LinkedFile linked(Board board, Layout layout) throws IOException, InterruptedException {
      Tool.Result result = link(board, layout);
      assertThat(result.status()).as(result.output()).isZero();
      return LinkedFile.read(folder, "out");
    }
  }

  record Case(Linker linker, String name, Supplier<Board> board, Layout layout) {
    LinkedFile linked() throws IOException, InterruptedException {
      return linker.linked(board.get(), layout);
    }

    @Override
    public String toString() {
      return linker + " " + name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(Linker.values())
        .flatMap(
            linker ->
                Stream.of(
                    new Case(linker, "virt ram", () -> VIRT, RAM),
                    new Case(linker, "virt rom", () -> VIRT, ROM),
                    new Case(linker, "Raspberry Pi 4", TestBoards::raspberryPi4, RAM),
                    new Case(
                        linker, "two banks", () -> TestBoards.read("virt-two-banks.dtb"), ROM)));
  }

  @BeforeAll
  static void buildInputs() throws IOException, InterruptedException {
    inputs = LinkInputs.build(folder);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPartLiesBetweenItsSymbols(Case linking) throws IOException, InterruptedException {
    LinkedFile file = linking.linked();

    for (String part : List.of("boot", "vectors", "text", "data", "bss", "page_tables")) {
      LinkedFile.Section section = file.section("." + part);
      assertThat(file.symbol("__" + part + "_start")).as(part).isEqualTo(section.address());
      assertThat(file.symbol("__" + part + "_end"))
          .as(part)
          .isEqualTo(section.address() + section.size());
    }
    LinkedFile.Section stack = file.section(".stack");
    assertThat(file.symbol("__stack_top")).isEqualTo(stack.address() + stack.size());
    LinkedFile.Section tdata = file.section(".tdata");
    assertThat(file.symbol("__rodata_end")).isEqualTo(tdata.address() + tdata.size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatStartsAsZeroTakesNothingInTheFile(Case linking)
      throws IOException, InterruptedException {
    LinkedFile file = linking.linked();

    for (String part : List.of(".bss", ".stack", ".page_tables")) {
      assertThat(file.section(part).type()).as(part).isEqualTo("NOBITS");
    }
    assertThat(file.segmentOf(".bss").fileSize()).isZero();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noSegmentCanBeWrittenAndExecuted(Case linking) throws IOException, InterruptedException {
    assertThat(linking.linked().segments())
        .extracting(LinkedFile.Segment::flags)
        .containsExactly("R E", "R", "RW", "RW");
  }

  @ParameterizedTest
  @EnumSource
  void theLayoutRamStartsAtTheImageAddressAndLoadsDataInPlace(Linker linker)
      throws IOException, InterruptedException {
    LinkedFile file = linker.linked(VIRT, RAM);

    assertThat(file.section(".boot").address()).isEqualTo(VIRT.imageAddress());
    assertThat(file.segmentOf(".data").physical()).isEqualTo(file.section(".data").address());
  }

  @ParameterizedTest
  @EnumSource
  void theLayoutRomKeepsCodeAtZeroAndDataInRam(Linker linker)
      throws IOException, InterruptedException {
    LinkedFile file = linker.linked(VIRT, ROM);

    assertThat(file.section(".boot").address()).isZero();
    assertThat(file.section(".rodata").address()).isLessThan(0x0400_0000L);
    assertThat(file.section(".data").address()).isEqualTo(0x4020_0000L);
    assertThat(file.section(".page_tables").address()).isGreaterThan(0x4020_0000L);
  }

  @ParameterizedTest
  @EnumSource
  void theLayoutRomLoadsDataBehindTheConstants(Linker linker)
      throws IOException, InterruptedException {
    LinkedFile file = linker.linked(VIRT, ROM);

    assertThat(file.segmentOf(".data").physical())
        .isEqualTo(file.symbol("__data_load"))
        .isBetween(file.symbol("__rodata_end"), 0x0400_0000L);
  }

  @ParameterizedTest
  @EnumSource
  void linkingTwiceGivesTheSameBytes(Linker linker) throws IOException, InterruptedException {
    linker.linked(VIRT, ROM);
    byte[] first = Files.readAllBytes(folder.resolve("out"));
    linker.linked(VIRT, ROM);

    assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void aProgramThatIsLargerThanItsMemoryDoesNotLink(Linker linker)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("large.s"), ".bss\n.skip 600 << 20\n");
    Tool.require("aarch64-linux-gnu-as").output(folder, "large.s", "-o", "large.o");

    Tool.Result result = linker.link(VIRT, RAM, "large.o");

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).containsPattern("pass the end of ram|will not fit in region.*ram");
  }

  @ParameterizedTest
  @EnumSource
  void aScriptEditedToMisalignTheVectorsDoesNotLink(Linker linker)
      throws IOException, InterruptedException {
    String script = LinkerScript.of(VIRT, RAM, PartSizes.STANDARD);

    Tool.Result result = linker.link(script.replace("ALIGN(2048)", "ALIGN(16)"));

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("VBAR_EL1 holds multiples of 2 KiB");
  }

  @ParameterizedTest
  @EnumSource
  void aScriptEditedToStartInReservedMemoryDoesNotLink(Linker linker)
      throws IOException, InterruptedException {
    String script = LinkerScript.of(VIRT, RAM, PartSizes.STANDARD);

    Tool.Result result = linker.link(script.replace("ORIGIN = 0x40200000", "ORIGIN = 0x40000000"));

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("the image lies in the reserved region dtb");
  }

  @ParameterizedTest
  @EnumSource
  void aScriptEditedToPutTheStackIntoTheZerosDoesNotLink(Linker linker)
      throws IOException, InterruptedException {
    String script = LinkerScript.of(VIRT, RAM, PartSizes.STANDARD);

    Tool.Result result =
        linker.link(
            script.replace(".stack (NOLOAD) :", ".stack __bss_start (NOLOAD) :"),
            "--no-check-sections");

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("bss and stack overlap");
  }
}
