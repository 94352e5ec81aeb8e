/** Source text, statements with their places, and the errors found in them. */
package dev.ingot.asm.source;
