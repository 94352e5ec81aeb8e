package dev.ingot.asm.link;

/**
 * The room that units need.
 *
 * @param imageSize bytes of text, rodata and data
 * @param zerosSize bytes of {@code .bss}
 * @param alignment the largest that a section asks for, bytes
 */
public record Extent(long imageSize, long zerosSize, long alignment) {}
