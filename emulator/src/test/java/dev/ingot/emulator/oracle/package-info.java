/**
 * Holds single instructions against QEMU: random words of forms, edge values as operands, and every
 * register, flag and byte of a memory window compared afterwards.
 *
 * <pre>{@code
 * new DifferentialRun(formsToTest, everyForm, seed).mismatches(casesPerForm, directory)
 * }</pre>
 *
 * <p>Not for branches (the driver would lose control), for system instructions (user mode), and not
 * for x28, which the driver keeps.
 */
package dev.ingot.emulator.oracle;
