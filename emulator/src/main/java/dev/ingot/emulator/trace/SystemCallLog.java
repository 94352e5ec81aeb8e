package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.ExceptionObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Makes system calls of exceptions: what goes in by SVC at EL0 and comes back by ERET.
 *
 * <p>Threads are told apart by stack pointer and return address together: while one is inside a
 * call, no other can have both.
 */
public final class SystemCallLog implements ExceptionObserver {
  /** ESR_EL1.EC of SVC from AArch64 (Arm ARM D24.2.40). */
  private static final int EXCEPTION_CLASS_SVC64 = 0x15;

  private static final int EXCEPTION_CLASS_SHIFT = 26;
  private static final int NUMBER_REGISTER = 8;
  private static final int ARGUMENTS = 6;
  private static final int STACK_POINTER = 31;

  /** A thread inside a call. */
  private record Place(long stackPointer, long returnAddress) {}

  private final Entered entered;
  private final Returned returned;
  private final Map<Place, SystemCall> pending = new HashMap<>();

  /** Is told of calls as they begin. */
  @FunctionalInterface
  interface Entered {
    /** A CPU enters the call; its registers are the program's. */
    void call(Cpu cpu, SystemCall call);
  }

  /** Is told of calls as they return. */
  @FunctionalInterface
  interface Returned {
    /**
     * A CPU returns from the call.
     *
     * @param begun the very object that was told of at the beginning
     * @param call the same with its result
     */
    void call(Cpu cpu, SystemCall begun, SystemCall call);
  }

  /**
   * A log.
   *
   * @param sink is given each call when it returns, with its result
   */
  public SystemCallLog(Consumer<SystemCall> sink) {
    this((_, _) -> {}, (_, _, call) -> sink.accept(call));
  }

  /** A log for those who look at the program's memory at both ends of a call. */
  SystemCallLog(Entered entered, Returned returned) {
    this.entered = entered;
    this.returned = returned;
  }

  @Override
  public void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress) {
    boolean call =
        kind == Kind.SYNCHRONOUS
            && cpu.exceptionLevel() == 0
            && (int) (syndrome >>> EXCEPTION_CLASS_SHIFT) == EXCEPTION_CLASS_SVC64;
    if (call) {
      List<Long> arguments = new ArrayList<>();
      for (int i = 0; i < ARGUMENTS; i++) {
        arguments.add(cpu.x(i));
      }
      SystemCall begun =
          new SystemCall(
              cpu.x(NUMBER_REGISTER),
              arguments,
              returnAddress - Integer.BYTES,
              OptionalLong.empty());
      pending.put(new Place(cpu.xsp(STACK_POINTER), returnAddress), begun);
      entered.call(cpu, begun);
    }
  }

  @Override
  public void returned(Cpu cpu, long address) {
    if (cpu.exceptionLevel() != 0 || pending.isEmpty()) {
      return;
    }
    SystemCall call = pending.remove(new Place(cpu.xsp(STACK_POINTER), address));
    if (call != null) {
      returned.call(
          cpu,
          call,
          new SystemCall(
              call.number(), call.arguments(), call.address(), OptionalLong.of(cpu.x(0))));
    }
  }

  /** The calls that have not returned: blocked, or the last one of the program. */
  public List<SystemCall> unfinished() {
    return List.copyOf(pending.values());
  }
}
