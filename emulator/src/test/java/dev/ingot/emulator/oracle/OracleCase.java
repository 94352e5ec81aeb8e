package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.Form;

/**
 * One instruction word and the state it starts from.
 *
 * @param form the row that the word was made from
 */
record OracleCase(Form form, int word, CpuState before) {}
