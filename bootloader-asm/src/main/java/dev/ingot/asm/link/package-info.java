/** From units to one flat image: addresses, symbols between units, and fix-ups. */
package dev.ingot.asm.link;
