package dev.ingot.goelf;

import java.util.Map;

/**
 * Holds the moduledata against the section headers, when the file has any: both come from the same
 * linker, so a difference means a changed file or one that another linker put together.
 */
final class SectionCheck {
  private SectionCheck() {}

  static void requireAgreement(ElfImage image, ModuleData moduleData) {
    Map<String, Long> expected =
        Map.of(
            ".text", moduleData.text(),
            ".data", moduleData.data(),
            ".bss", moduleData.bss(),
            ".noptrbss", moduleData.noptrbss());
    for (ElfSection section : image.sections()) {
      Long address = expected.get(section.name());
      if (address != null && section.isAllocated() && section.address() != address) {
        throw image.refuse(
            "section " + section.name(),
            "VA 0x%x".formatted(section.address()),
            "VA 0x%x, as moduledata says".formatted(address),
            "link without a C linker (CGO_ENABLED=0), or strip the section headers if they are"
                + " stale");
      }
    }
  }
}
