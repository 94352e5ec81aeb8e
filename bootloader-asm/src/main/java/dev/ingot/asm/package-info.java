/**
 * The assembler: A64 sources in the syntax of GNU {@code as} to one flat image. {@link
 * dev.ingot.asm.Assembler} is the way in.
 */
package dev.ingot.asm;
