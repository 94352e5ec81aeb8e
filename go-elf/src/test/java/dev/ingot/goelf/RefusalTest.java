package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.testing.GnuAssembler;
import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.PublishedPrograms;
import dev.ingot.goelf.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of input that is no supported Go program is refused with place, value and remedy. */
class RefusalTest {
  @TempDir private Path folder;

  private static Refusal refusalOf(Path file) {
    return catchThrowableOfType(RefusedException.class, () -> GoProgram.of(ElfImage.read(file)))
        .refusal();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content);
  }

  @Test
  void aTextFile() throws IOException {
    Refusal refusal = refusalOf(file("#!/bin/sh\n"));

    assertThat(refusal.place()).isEqualTo("offset 0x0");
    assertThat(refusal.found()).isEqualTo("23 21 2f 62");
  }

  @Test
  void anEmptyFile() throws IOException {
    assertThat(refusalOf(file("")).found()).isEqualTo("an empty file");
  }

  @Test
  void aMissingFile() {
    assertThat(refusalOf(folder.resolve("nothing")).found()).isEqualTo("no such file");
  }

  @Test
  void aFolder() {
    Refusal refusal = refusalOf(folder);

    assertThat(refusal.found()).isEqualTo("a folder");
    assertThat(refusal.remedy()).isEqualTo("name a program");
  }

  @Test
  void aFileThatEndsBeforeItsSegmentsDo() throws IOException {
    byte[] whole = Files.readAllBytes(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"));
    Path half = Files.write(folder.resolve("half"), Arrays.copyOf(whole, whole.length / 2));

    Refusal refusal = refusalOf(half);

    assertThat(refusal.place()).startsWith("program header");
    assertThat(refusal.remedy()).contains("truncated");
  }

  @Test
  void aGoProgramForAnotherMachine() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello", Map.of("GOARCH", "amd64"));

    Refusal refusal = refusalOf(program);

    assertThat(refusal.place()).isEqualTo("e_machine");
    assertThat(refusal.found()).isEqualTo("62 (x86-64)");
    assertThat(refusal.remedy()).contains("GOARCH=arm64");
  }

  @Test
  void aGoProgramOf32Bits() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello", Map.of("GOARCH", "arm"));

    assertThat(refusalOf(program).place()).isEqualTo("EI_CLASS");
  }

  @Test
  void aBigEndianGoProgram() {
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello", Map.of("GOARCH", "ppc64"));

    assertThat(refusalOf(program).place()).isEqualTo("EI_DATA");
  }

  @Test
  void aProgramThatIsNotGo() {
    Path program = GnuAssembler.program(folder, ".global _start\n_start: mov x8, #93\nsvc #0\n");

    assertThat(refusalOf(program).found()).isEqualTo("no Go function table");
  }

  @Test
  void aPackedProgram() throws IOException {
    Path packed = folder.resolve("packed");
    Path program = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello", GoBuilds.STRIP);
    Files.copy(program, packed);
    Tool.runSuccessfully(Map.of(), List.of("upx", "-1", "-qqq", packed.toString()));

    assertThat(refusalOf(packed).remedy()).contains("upx -d");
  }

  @Test
  void aSharedLibrary() throws IOException {
    byte[] bytes = Files.readAllBytes(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"));
    bytes[ElfLayout.E_TYPE] = ElfLayout.TYPE_SHARED;

    Refusal refusal = refusalOf(Files.write(folder.resolve("library"), bytes));

    assertThat(refusal.place()).isEqualTo("e_type");
    assertThat(refusal.remedy()).contains("-buildmode=exe");
  }

  @Test
  void aFunctionTableOfGo115() throws IOException {
    byte[] bytes = Files.readAllBytes(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"));
    ElfImage image = ElfImage.of(bytes.clone(), "original");
    int magic = image.memory().offsetOf(GoProgram.of(image).pclntab().address(), 1);
    bytes[magic] = (byte) 0xfb;

    Refusal refusal = refusalOf(Files.write(folder.resolve("old"), bytes));

    assertThat(refusal.found()).contains("Go 1.15 or older");
    assertThat(refusal.allowed()).contains("Go 1.16 to 1.27");
  }

  @Test
  @Tag("slow")
  void aProgramOfGo115() {
    Refusal refusal = refusalOf(PublishedPrograms.tooOld());

    assertThat(refusal.found()).contains("Go 1.15 or older");
    assertThat(refusal.remedy()).isEqualTo("build with one of these releases");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plugin", "c-shared"})
  @Tag("slow")
  void aBuildForLoadingIntoAnotherProgram(String mode) {
    Path library = GoBuilds.buildWithC(GoBuilds.USUAL_RELEASE, "cgo", "-buildmode=" + mode);

    Refusal refusal = refusalOf(library);

    assertThat(refusal.found()).contains("shared object");
    assertThat(refusal.remedy()).contains("-buildmode=exe");
  }

  @Test
  void sectionHeadersThatDisagreeWithTheModuledata() throws IOException {
    byte[] bytes = Files.readAllBytes(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"));
    ElfImage image = ElfImage.of(bytes.clone(), "original");
    int index = image.sectionNamed(".bss").orElseThrow().index();
    int field =
        (int) image.sectionHeaderOffset()
            + index * ElfLayout.SECTION_HEADER_SIZE
            + ElfLayout.SH_ADDR;
    bytes[field] ^= 0x40;

    assertThat(refusalOf(Files.write(folder.resolve("changed"), bytes)).place())
        .isEqualTo("section .bss");
  }
}
