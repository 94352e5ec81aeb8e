package dev.ingot.benchmarks.fuzz;

/**
 * A table of a program.
 *
 * @param start file offset of the first byte
 * @param end first file offset behind
 * @param fieldSize bytes of its usual field: 1, 2, 4 or 8
 */
record FuzzRegion(String name, int start, int end, int fieldSize) {}
