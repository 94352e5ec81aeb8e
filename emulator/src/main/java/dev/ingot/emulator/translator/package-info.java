/**
 * The fast tier: translates hot A64 code into JVM bytecode.
 *
 * <p>A region is a set of basic blocks of one page with a single entry. It becomes one method of a
 * hidden class: guest registers are JVM locals, loaded at entry and spilled at exits; branches
 * inside the region are JVM jumps; the operands of the last flag-setting instruction are kept in
 * place of the flags; a load or store is a hit in the TLB arrays or else an exit, after which the
 * interpreter runs that instruction. So every exception, device and system instruction stays with
 * the interpreter, and the number of instructions done is exact at every exit.
 */
package dev.ingot.emulator.translator;
