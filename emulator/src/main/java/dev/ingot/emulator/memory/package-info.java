/** RAM and the physical address space. */
package dev.ingot.emulator.memory;
