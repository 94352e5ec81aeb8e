package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Follows frame pointers as Go keeps them on arm64 (Go src/cmd/compile/abi-internal.md, "Stack
 * layout"; AAPCS64 6.4.6): x29 points at the caller's x29, with the return address above it.
 */
public final class CallStack {
  /** The most frames that are followed: no chain is endless. */
  public static final int MAX_FRAMES = 128;

  private static final int FRAME_POINTER = 29;
  private static final int LINK = 30;

  private final LongFunction<Optional<String>> functions;

  /**
   * @param functions names the function at a VA; a caller without a name ends the stack
   */
  public CallStack(LongFunction<Optional<String>> functions) {
    this.functions = functions;
  }

  /**
   * The call stack of registers that belong to memory as a CPU has it mapped.
   *
   * @return VAs: the PC, then a VA inside of the calling instruction of each caller
   */
  public List<Long> of(Cpu cpu, RegisterSnapshot registers) {
    List<Long> stack = new ArrayList<>();
    stack.add(registers.pc());
    Optional<String> function = functions.apply(registers.pc());
    if (function.isEmpty()) {
      return stack;
    }
    DebugMemory memory = new DebugMemory(cpu);
    long frame = registers.x(FRAME_POINTER);
    long link = registers.x(LINK);
    // A link register that points elsewhere still holds the return address: a leaf function, or
    // one that has not called anything yet, whose frame may not be there.
    boolean linkIsCaller = !functions.apply(link - Integer.BYTES).equals(function);
    boolean framed = memory.word(frame + Long.BYTES).filter(saved -> saved == link).isPresent();
    if (linkIsCaller && !framed && !addCaller(stack, link)) {
      return stack;
    }
    while (frame != 0 && stack.size() < MAX_FRAMES) {
      Optional<Long> caller = memory.word(frame + Long.BYTES);
      Optional<Long> next = memory.word(frame);
      if (caller.isEmpty() || next.isEmpty() || !addCaller(stack, caller.get())) {
        break;
      }
      if (next.get() == frame) {
        break;
      }
      frame = next.get();
    }
    return stack;
  }

  private boolean addCaller(List<Long> stack, long returnAddress) {
    long call = returnAddress - Integer.BYTES;
    boolean known = functions.apply(call).isPresent();
    if (known) {
      stack.add(call);
    }
    return known;
  }
}
