package dev.ingot.asm.link;

import java.util.List;
import java.util.OptionalLong;

/**
 * Where sections go: {@code .text} (with {@code .head} first), {@code .rodata}, {@code .data}, and
 * {@code .bss} behind the bytes of the image or at an address of its own.
 *
 * @param base address of the first byte
 * @param sectionAlignment bytes, a power of two: where each of the four begins and the last one
 *     ends
 * @param zeros address of {@code .bss} when it does not follow the image
 */
public record MemoryLayout(long base, long sectionAlignment, OptionalLong zeros) {
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
    requireAligned("base", base, sectionAlignment);
    requireAligned(".bss", zeros.orElse(0), sectionAlignment);
  }

  /** All of it from one address on. */
  public MemoryLayout(long base, long sectionAlignment) {
    this(base, sectionAlignment, OptionalLong.empty());
  }

  private static void requireAligned(String what, long address, long alignment) {
    if ((address & (alignment - 1)) != 0) {
      throw new IllegalArgumentException(
          what + " 0x" + Long.toHexString(address) + " is not a multiple of " + alignment);
    }
  }

  /** The nucleus: at its base, in pages. */
  public static MemoryLayout nucleus() {
    return new MemoryLayout(NUCLEUS_BASE, PAGE);
  }
}
