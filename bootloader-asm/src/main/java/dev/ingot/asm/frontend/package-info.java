/** From the text of one unit to its sections: directives, macros, conditionals, instructions. */
package dev.ingot.asm.frontend;
