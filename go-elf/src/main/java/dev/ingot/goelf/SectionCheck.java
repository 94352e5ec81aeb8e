package dev.ingot.goelf;

import java.util.Map;

/**
 * Holds the moduledata against the section headers, when the file has any: both come from the same
 * linker, so a difference means a changed file. Go's linker starts a section where the moduledata
 * says; a C linker ({@code -linkmode=external}) puts C's part into the same section.
 */
final class SectionCheck {
  /** From crti.o, which a C linker puts into every program and Go's into none. */
  private static final String C_START_CODE = ".init";

  private SectionCheck() {}

  static void requireAgreement(ElfImage image, ModuleData moduleData) {
    Map<String, Long> expected =
        Map.of(
            ".text", moduleData.text(),
            ".data", moduleData.data(),
            ".bss", moduleData.bss(),
            ".noptrbss", moduleData.noptrbss());
    boolean linkedByC = image.sectionNamed(C_START_CODE).isPresent();
    for (ElfSection section : image.sections()) {
      Long address = expected.get(section.name());
      if (address != null && section.isAllocated() && !agrees(section, address, linkedByC)) {
        throw image.refuse(
            "section " + section.name(),
            "VA 0x%x".formatted(section.address()),
            "VA 0x%x, as moduledata says".formatted(address),
            "build it again, or strip the section headers if they are stale");
      }
    }
  }

  private static boolean agrees(ElfSection section, long address, boolean linkedByC) {
    return linkedByC
        ? address >= section.address() && address <= section.endAddress()
        : address == section.address();
  }
}
