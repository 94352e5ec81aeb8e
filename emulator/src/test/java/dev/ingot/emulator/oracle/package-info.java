/**
 * Holds single instructions against QEMU: random words of forms, edge values as operands, and every
 * register, flag and byte of a memory window compared afterwards.
 *
 * <pre>{@code
 * new DifferentialRun(formsToTest, everyForm, seed).mismatches(casesPerForm, directory)
 * }</pre>
 *
 * <p>That is not for branches (the driver would lose control), for system instructions (user mode),
 * and not for x28, which the driver keeps. {@link dev.ingot.emulator.oracle.PrivilegedRun} is for
 * these: one image on QEMU's {@code virt} and on ours, which runs words at EL0 and EL1 and records
 * the registers, the vector, ESR, FAR, ELR and SPSR of EL1, what MSR and AT can change, and memory.
 */
package dev.ingot.emulator.oracle;
