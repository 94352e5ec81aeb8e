package dev.ingot.emulator;

/**
 * How a run ended.
 *
 * @param outcome why it ended
 * @param instructions instructions retired since the machine was made
 * @param virtualNanoseconds virtual time since then: the instructions and the idle time that WFI
 *     skipped
 */
public record RunResult(Outcome outcome, long instructions, long virtualNanoseconds) {}
