package dev.ingot.patcher;

import dev.ingot.goelf.ElfSection;

/**
 * A section that is not loaded and gets other bytes, at the end of the file; its old ones stay
 * where they are, in no section.
 *
 * @param original its header before
 * @param name its name after
 * @param content its bytes after, not compressed
 */
record ReplacedSection(ElfSection original, String name, Bytes content) {
  /** Its header after. */
  ElfSection at(long fileOffset) {
    return new ElfSection(
        original.index(),
        name,
        original.type(),
        original.flags() & ~ElfSection.COMPRESSED,
        original.address(),
        fileOffset,
        content.size(),
        original.link(),
        original.info(),
        1,
        original.entrySize());
  }
}
