package dev.ingot.emulator.gdb;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.cpu.AccessHook;
import dev.ingot.emulator.cpu.DebugStop;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.cpu.Executor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a debugger wants the machine to stop. Nothing is written into the guest's memory: the
 * places stand beside it, by virtual address, whatever is mapped there.
 */
final class Stops implements DecodeHook, AccessHook {
  private static final long PAGE_BYTES = 4096;
  private static final long OFFSET_MASK = PAGE_BYTES - 1;

  /** The kinds of breakpoints, which are the same here but for their name. */
  enum BreakpointKind {
    SOFTWARE("swbreak"),
    HARDWARE("hwbreak");

    private final String reason;

    BreakpointKind(String reason) {
      this.reason = reason;
    }
  }

  /** Accesses that a watchpoint waits for. */
  enum WatchKind {
    WRITE("watch"),
    READ("rwatch"),
    ACCESS("awatch");

    private final String reason;

    WatchKind(String reason) {
      this.reason = reason;
    }

    private boolean sees(boolean write) {
      return this == ACCESS || write == (this == WRITE);
    }
  }

  /**
   * A range to watch.
   *
   * @param start VA
   * @param bytes how many, at least 1
   */
  record Watchpoint(WatchKind kind, long start, long bytes) {
    private boolean overlaps(long va, long count) {
      return Long.compareUnsigned(start, va + count) < 0
          && Long.compareUnsigned(va, start + bytes) < 0;
    }
  }

  private final Machine machine;
  private final Map<BreakpointKind, Set<Long>> breakpoints = new EnumMap<>(BreakpointKind.class);
  private final List<Watchpoint> watchpoints = new ArrayList<>();
  private Optional<String> reason = Optional.empty();

  Stops(Machine machine) {
    this.machine = machine;
    for (BreakpointKind kind : BreakpointKind.values()) {
      breakpoints.put(kind, new HashSet<>());
    }
  }

  /** Why the machine was stopped since the last call, as a stop reply says it; empty otherwise. */
  Optional<String> takeReason() {
    Optional<String> taken = reason;
    reason = Optional.empty();
    return taken;
  }

  void add(BreakpointKind kind, long va) {
    if (breakpoints.get(kind).add(va)) {
      machine.refreshHooks();
    }
  }

  void remove(BreakpointKind kind, long va) {
    if (breakpoints.get(kind).remove(va)) {
      machine.refreshHooks();
    }
  }

  void add(Watchpoint watchpoint) {
    watchpoints.add(watchpoint);
    watch();
  }

  void remove(Watchpoint watchpoint) {
    watchpoints.remove(watchpoint);
    watch();
  }

  void clear() {
    breakpoints.values().forEach(Set::clear);
    watchpoints.clear();
    machine.refreshHooks();
    watch();
  }

  private void watch() {
    for (int i = 0; i < machine.cpuCount(); i++) {
      machine.cpu(i).watchAccesses(watchpoints.isEmpty() ? null : this);
    }
  }

  // ---- breakpoints ----

  @Override
  public Executor around(int word, long va, Executor plain) {
    long offset = va & OFFSET_MASK;
    boolean possible =
        breakpoints.values().stream()
            .flatMap(Set::stream)
            .anyMatch(place -> (place & OFFSET_MASK) == offset);
    if (!possible) {
      return plain;
    }
    return (cpu, op) -> {
      stopAt(cpu.pc());
      plain.execute(cpu, op);
    };
  }

  private void stopAt(long va) {
    breakpoints.forEach(
        (kind, places) -> {
          if (places.contains(va)) {
            reason = Optional.of(kind.reason + ":");
            throw new DebugStop();
          }
        });
  }

  // ---- watchpoints ----

  @Override
  public boolean watches(long page) {
    return watchpoints.stream().anyMatch(watchpoint -> watchpoint.overlaps(page, PAGE_BYTES));
  }

  @Override
  public void before(long va, int bytes, boolean write) {
    for (Watchpoint watchpoint : watchpoints) {
      if (watchpoint.kind.sees(write) && watchpoint.overlaps(va, bytes)) {
        long seen = Long.compareUnsigned(va, watchpoint.start) < 0 ? watchpoint.start : va;
        reason = Optional.of("%s:%x".formatted(watchpoint.kind.reason, seen));
        throw new DebugStop();
      }
    }
  }
}
