package dev.ingot.emulator.trace;

import java.util.List;
import java.util.OptionalLong;

/**
 * One system call of a program at EL0, by Linux's convention for arm64 (man 2 syscall): number in
 * x8, arguments in x0 to x5, result in x0.
 *
 * @param number of the call
 * @param arguments six, whether the call has so many or not
 * @param address of the SVC instruction, a VA
 * @param result what it returned, an error as -4095 to -1; empty when it never returned
 */
public record SystemCall(long number, List<Long> arguments, long address, OptionalLong result) {
  /** Copies the arguments. */
  public SystemCall {
    arguments = List.copyOf(arguments);
  }
}
