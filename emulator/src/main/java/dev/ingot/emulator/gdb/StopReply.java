package dev.ingot.emulator.gdb;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.Outcome;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a debugger why the machine stands still (GDB manual, E.3). */
final class StopReply {
  /** GDB's numbers of signals (include/gdb/signals.def). */
  static final int TRAP = 5;

  private static final int INTERRUPT = 2;
  private static final int ILLEGAL_INSTRUCTION = 4;
  private static final int ABORT = 6;
  private static final int SEGMENTATION_FAULT = 11;
  private static final int CPU_LIMIT = 24;

  private final Machine machine;
  private final Stops stops;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private Optional<String> reason = Optional.empty();
  private boolean namesBreakpoints;

  StopReply(Machine machine, Stops stops) {
    this.machine = machine;
    this.stops = stops;
  }

  /** Whether the debugger understands {@code swbreak} and {@code hwbreak}. */
  void nameBreakpoints(boolean understood) {
    namesBreakpoints = understood;
  }

  /** Ctrl-C; called by the thread that reads. */
  void interrupted() {
    interrupted.set(true);
  }

  /** Whether there is something to report besides a step that is done. */
  boolean isStopped() {
    if (reason.isEmpty()) {
      reason = stops.takeReason();
    }
    return reason.isPresent() || interrupted.get();
  }

  /** The reply for a run or a step that is over. */
  String to(Outcome outcome) {
    isStopped();
    Optional<String> why = reason;
    reason = Optional.empty();
    boolean byDebugger = interrupted.getAndSet(false);
    if (why.isPresent()) {
      boolean breakpoint = why.get().endsWith("break:");
      return stopped(TRAP) + (breakpoint && !namesBreakpoints ? "" : why.get() + ";");
    }
    return switch (outcome) {
      case Outcome.Halted _ -> stopped(byDebugger ? INTERRUPT : TRAP);
      case Outcome.Exited _, Outcome.PoweredOff _ -> ended(outcome);
      default -> stopped(signal(outcome));
    };
  }

  /** The reply when there is nothing left to go on: the guest's status, or what it died of. */
  String ended(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited exited -> "W%02x".formatted(exited.status());
      case Outcome.PoweredOff _ -> "W00";
      default -> "X%02x".formatted(signal(outcome));
    };
  }

  private static int signal(Outcome outcome) {
    return switch (outcome) {
      case Outcome.UnknownInstruction _ -> ILLEGAL_INSTRUCTION;
      case Outcome.FlashWritten _ -> SEGMENTATION_FAULT;
      case Outcome.InstructionLimit _, Outcome.TimeLimit _ -> CPU_LIMIT;
      case Outcome.NucleusPanicked _, Outcome.Stopped _, Outcome.Reset _, Outcome.Deadlocked _ ->
          ABORT;
      case Outcome.Halted _, Outcome.Exited _, Outcome.PoweredOff _ -> TRAP;
    };
  }

  /** A stop of the CPU that ran last, with the registers that every debugger asks for next. */
  String stopped(int signal) {
    int index = machine.currentCpu();
    RegisterFile registers = new RegisterFile(machine.cpu(index));
    return "T%02x%x:%s;%x:%s;thread:%x;"
        .formatted(
            signal,
            RegisterFile.SP,
            registers.read(RegisterFile.SP),
            RegisterFile.PC,
            registers.read(RegisterFile.PC),
            index + 1);
  }
}
