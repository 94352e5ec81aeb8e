package dev.ingot.asm.link;

import java.util.List;

/**
 * Where sections go: {@code .text} (with {@code .head} first), {@code .rodata}, {@code .data}, and
 * {@code .bss} behind the bytes of the image.
 *
 * @param base address of the first byte
 * @param sectionAlignment bytes, a power of two: where each of the four begins and the last one
 *     ends
 */
public record MemoryLayout(long base, long sectionAlignment) {
  /** Page size of the 4 KiB translation granule. */
  public static final long PAGE = 4096;

  /** Where the nucleus runs: docs/contracts.md, section 4. */
  public static final long NUCLEUS_BASE = 0xffff_ff80_0000_0000L;

  /**
   * A part of the image.
   *
   * @param name as in its boundary symbols, e.g. {@code text}
   * @param sections the sections of the units that go into it: first all of the first name
   */
  record Part(String name, List<String> sections) {
    String startSymbol() {
      return "__" + name + "_start";
    }

    String endSymbol() {
      return "__" + name + "_end";
    }
  }

  /** In the order of addresses. */
  static final List<Part> PARTS =
      List.of(
          new Part("text", List.of(".head", ".text")),
          new Part("rodata", List.of(".rodata")),
          new Part("data", List.of(".data")),
          new Part("bss", List.of(".bss")));

  /** Checks the numbers. */
  public MemoryLayout {
    if (sectionAlignment < 1 || Long.bitCount(sectionAlignment) != 1) {
      throw new IllegalArgumentException(
          "section alignment must be a power of two, found " + sectionAlignment);
    }
    if ((base & (sectionAlignment - 1)) != 0) {
      throw new IllegalArgumentException(
          "base 0x" + Long.toHexString(base) + " is not a multiple of " + sectionAlignment);
    }
  }

  /** The nucleus: at its base, in pages. */
  public static MemoryLayout nucleus() {
    return new MemoryLayout(NUCLEUS_BASE, PAGE);
  }
}
