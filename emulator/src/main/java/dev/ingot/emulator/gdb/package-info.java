/**
 * The machine's side of GDB's remote serial protocol (GDB manual, appendix E): a debugger stops and
 * steps its CPUs, and reads and writes their registers and memory.
 */
package dev.ingot.emulator.gdb;
