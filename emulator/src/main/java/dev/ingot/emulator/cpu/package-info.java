/**
 * One A64 processing element: state, exceptions, system registers, TLB, decoder and interpreter.
 */
package dev.ingot.emulator.cpu;
