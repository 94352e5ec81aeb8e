/** What a unit is made of before it is linked: symbols, expressions, sections and fix-ups. */
package dev.ingot.asm.object;
