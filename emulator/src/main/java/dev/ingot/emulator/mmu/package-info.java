/** Stage 1 address translation (Arm ARM D8). */
package dev.ingot.emulator.mmu;
