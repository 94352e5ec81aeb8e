/** The build step that assembles the nucleus. */
package dev.ingot.asm.build;
