package dev.ingot.emulator.trace;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugRegister;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.cpu.ExceptionObserver;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.device.gic.Gicv2;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a report needs when a guest dies: the last system calls, the last exceptions, and the
 * program's registers when it was left last. All of that is noted at exceptions, so running code
 * does not feel it. Branches are only noted once {@link #recordBranches} was called.
 */
public final class FlightRecorder implements ExceptionObserver, DecodeHook {
  private static final int SYSTEM_CALLS = 12;
  private static final int EXCEPTIONS = 8;
  private static final int BRANCHES = 16;

  private final Machine machine;
  private final UserContexts contexts = new UserContexts();
  private final Ring<SystemCall> systemCalls = new Ring<>(SYSTEM_CALLS);
  private final SystemCallLog log = new SystemCallLog(systemCalls::add);
  private final Ring<TakenException> exceptions = new Ring<>(EXCEPTIONS);
  private final Ring<TakenBranch> programBranches = new Ring<>(BRANCHES);
  private final Ring<TakenBranch> kernelBranches = new Ring<>(BRANCHES);
  private final BranchHook hook = new BranchHook(this::taken);
  private final KernelException[] ownExceptions = new KernelException[Gicv2.MAX_CPUS];
  private boolean recordsBranches;

  /**
   * An exception that is no system call.
   *
   * @param syndrome ESR_EL1
   * @param faultAddress FAR_EL1
   * @param level the exception level that was left
   * @param address VA of the instruction that it came at
   */
  record TakenException(Kind kind, long syndrome, long faultAddress, int level, long address) {
    @Override
    public String toString() {
      return kind == Kind.SYNCHRONOUS
          ? Syndromes.describe(syndrome, faultAddress)
          : Syndromes.name(kind, syndrome);
    }
  }

  /** A branch from one VA to another. */
  record TakenBranch(A64Branch kind, long from, long to) {}

  /**
   * A synchronous exception of the kernel's own, at EL1.
   *
   * @param before the last branches until then, if they are recorded
   */
  record KernelException(TakenException exception, List<TakenBranch> before) {}

  private FlightRecorder(Machine machine) {
    this.machine = machine;
  }

  /** A recorder that runs from now on. */
  public static FlightRecorder of(Machine machine) {
    FlightRecorder recorder = new FlightRecorder(machine);
    machine.observeExceptions(recorder);
    return recorder;
  }

  /** Notes branches too from now on; the machine interprets everything then. */
  public void recordBranches() {
    recordsBranches = true;
    machine.addHook(this);
  }

  @Override
  public void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress) {
    contexts.entering(cpu, kind, syndrome, returnAddress);
    log.entering(cpu, kind, syndrome, returnAddress);
    boolean systemCall =
        kind == Kind.SYNCHRONOUS && Syndromes.exceptionClass(syndrome) == Syndromes.SVC;
    if (!systemCall) {
      long faultAddress = DebugRegister.FAR_EL1.read(cpu);
      TakenException taken =
          new TakenException(kind, syndrome, faultAddress, cpu.exceptionLevel(), cpu.pc());
      exceptions.add(taken);
      if (cpu.exceptionLevel() == 1 && kind == Kind.SYNCHRONOUS) {
        ownExceptions[cpu.environment().index()] =
            new KernelException(taken, kernelBranches.contents());
      }
    }
  }

  @Override
  public void returned(Cpu cpu, long address) {
    ownExceptions[cpu.environment().index()] = null;
    log.returned(cpu, address);
  }

  private void taken(Cpu cpu, A64Branch kind, long from, long to) {
    (cpu.exceptionLevel() == 0 ? programBranches : kernelBranches)
        .add(new TakenBranch(kind, from, to));
  }

  @Override
  public Executor around(int word, long va, Executor plain) {
    return hook.around(word, va, plain);
  }

  Machine machine() {
    return machine;
  }

  /** The program's registers at the last exception from EL0 on a CPU. */
  RegisterSnapshot program(Cpu cpu) {
    return contexts.of(cpu);
  }

  /** Those that have returned, the oldest first, then those that have not. */
  List<SystemCall> systemCalls() {
    return systemCalls.contents();
  }

  /** The calls that have not returned. */
  public List<SystemCall> unfinishedCalls() {
    return log.unfinished();
  }

  List<TakenException> exceptions() {
    return exceptions.contents();
  }

  /** The kernel's own exception that a CPU has not returned from, such as one that it dies of. */
  Optional<KernelException> ownException(Cpu cpu) {
    return Optional.ofNullable(ownExceptions[cpu.environment().index()]);
  }

  boolean recordsBranches() {
    return recordsBranches;
  }

  /** Branches at EL0. */
  List<TakenBranch> programBranches() {
    return programBranches.contents();
  }

  /** Branches at higher levels. */
  List<TakenBranch> kernelBranches() {
    return kernelBranches.contents();
  }
}
