/**
 * Rows and executors of the A64 base instruction set: integer, branch, memory and system
 * instructions.
 */
package dev.ingot.emulator.base;
