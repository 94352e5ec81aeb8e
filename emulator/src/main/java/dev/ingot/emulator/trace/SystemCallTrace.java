package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.ExceptionObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * A line for each system call when it returns, with arguments and result by name, and the function
 * that made it; at the end those that never returned.
 */
public final class SystemCallTrace implements ExceptionObserver, AutoCloseable {
  /** Packages whose functions only pass a system call on. */
  private static final List<String> PASSING =
      List.of("syscall.", "internal/runtime/syscall", "runtime/internal/syscall");

  private final TraceLines lines;
  private final TraceFilter filter;
  private final CodePlaces places;
  private final CallStack stacks;
  private final SystemCallText text;
  private final List<Begun> begun = new ArrayList<>();
  private final SystemCallLog log = new SystemCallLog(this::entered, this::returned);

  /** What was known when a call began. */
  private record Begun(SystemCall call, Cpu cpu, List<String> arguments, String caller) {}

  /**
   * @param filter of calls by name, and of addresses and functions of the SVC instruction
   */
  public SystemCallTrace(
      TraceLines lines, TraceFilter filter, CodePlaces places, SystemCallText text) {
    this.lines = lines;
    this.filter = filter;
    this.places = places;
    this.stacks = new CallStack(places::function);
    this.text = text;
  }

  @Override
  public void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress) {
    log.entering(cpu, kind, syndrome, returnAddress);
  }

  @Override
  public void returned(Cpu cpu, long address) {
    log.returned(cpu, address);
  }

  private void entered(Cpu cpu, SystemCall call) {
    List<Long> stack = stacks.of(cpu, RegisterSnapshot.of(cpu));
    if (shows(call, stack)) {
      begun.add(new Begun(call, cpu, text.begin(call, cpu), caller(stack)));
    }
  }

  private boolean shows(SystemCall call, List<Long> stack) {
    if (filter.showsAll()) {
      return true;
    }
    List<String> names = new ArrayList<>(List.of(text.name(call.number())));
    stack.forEach(va -> places.function(va).ifPresent(names::add));
    return filter.shows(call.address(), names);
  }

  private String caller(List<Long> stack) {
    long va =
        stack.stream()
            .filter(each -> places.function(each).filter(SystemCallTrace::passesOn).isEmpty())
            .findFirst()
            .orElse(stack.getFirst());
    return places.describe(va);
  }

  private static boolean passesOn(String function) {
    return PASSING.stream().anyMatch(function::startsWith);
  }

  // Two threads may be inside of calls that look the same.
  @SuppressWarnings("ReferenceEquality")
  private void returned(Cpu cpu, SystemCall called, SystemCall call) {
    for (int i = 0; i < begun.size(); i++) {
      if (begun.get(i).call() == called) {
        Begun before = begun.remove(i);
        lines.print(cpu, text.complete(call, before.arguments(), cpu) + "  " + before.caller());
        return;
      }
    }
  }

  /** Prints the calls that have not returned: blocked ones, and the program's last. */
  @Override
  public void close() {
    for (Begun each : begun) {
      String call = text.unfinished(each.call(), each.arguments());
      lines.print(each.cpu(), call + "  " + each.caller());
    }
    begun.clear();
  }
}
