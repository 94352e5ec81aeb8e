package dev.ingot.emulator;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.cpu.ExceptionObserver;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.Interpreter;
import dev.ingot.emulator.cpu.TranslationStatistics;
import dev.ingot.emulator.device.firmware.CpuPower;
import dev.ingot.emulator.translator.BytecodeTranslator;
import java.util.ArrayList;
import java.util.List;

/**
 * The CPUs of a machine, which take turns: each runs for {@link #TURN} instructions, or until it
 * waits, yields or turns itself off, then the next one that can. Whose turn it is depends on
 * nothing but the instructions and the devices, so that a run repeats itself with any number of
 * CPUs.
 */
final class CpuCluster implements CpuPower {
  /** Most instructions of a turn while there are several CPUs. */
  static final long TURN = 1 << 14;

  private final MachineConfig config;
  private final VirtualClock clock;
  private final List<Cpu> cpus = new ArrayList<>();
  private final List<Interpreter> interpreters = new ArrayList<>();
  private final boolean[] on;
  private InstructionTable table;
  private Board board;
  private int current;
  private long turnEnd;

  /** The first CPU is on, the others are off. */
  CpuCluster(MachineConfig config, VirtualClock clock) {
    this.config = config;
    this.clock = clock;
    on = new boolean[config.cpuCount()];
    on[0] = true;
  }

  /** Makes the CPUs, after reset, with {@code where} around them. To be called once, first. */
  void putOn(Board where) {
    board = where;
    table = InstructionSet.tableFor(config.cpuModel());
    for (int i = 0; i < on.length; i++) {
      Cpu cpu = new Cpu(config.cpuModel(), board.memory(), board.environment(i));
      cpu.exceptions().observeWith(config.observer());
      cpus.add(cpu);
      interpreters.add(interpreter(cpu, table, config));
    }
    giveTurnTo(0);
  }

  private static Interpreter interpreter(Cpu cpu, InstructionTable table, MachineConfig config) {
    if (config.translator() == Translator.OFF) {
      return new Interpreter(cpu, table);
    }
    boolean fastFloat = config.floatingPoint() == FloatingPoint.FAST;
    if (fastFloat) {
      cpu.hideFloatFlags();
    }
    return new Interpreter(
        cpu,
        table,
        new BytecodeTranslator(table, fastFloat, config.translations()),
        config.translator().policy());
  }

  TranslationStatistics statistics() {
    return interpreters.stream()
        .map(Interpreter::statistics)
        .reduce(TranslationStatistics.NONE, TranslationStatistics::plus);
  }

  /** The instructions that the CPUs know. */
  InstructionTable table() {
    return table;
  }

  Cpu cpu(int index) {
    return cpus.get(index);
  }

  /** The CPU whose turn it is, or was last when none can go on. */
  Cpu current() {
    return cpus.get(current);
  }

  int currentIndex() {
    return current;
  }

  void observeExceptions(ExceptionObserver observer) {
    cpus.forEach(cpu -> cpu.exceptions().observeWith(observer));
  }

  /** Has a hook stand around the instructions of every CPU; null for none. */
  void hookInstructions(DecodeHook hook) {
    interpreters.forEach(interpreter -> interpreter.hookInstructions(hook));
  }

  /** Runs the CPU whose turn it is. */
  void run(long budget) {
    interpreters.get(current).run(budget);
  }

  /** Instructions that are left of the present turn, at least 1. */
  long turnLeft() {
    return on.length == 1 ? Long.MAX_VALUE : Math.max(1, turnEnd - clock.retired());
  }

  /**
   * Lets the next CPU have its turn if the present one is over.
   *
   * @return whether there is a CPU that can go on
   */
  boolean schedule() {
    boolean yields = current().takeYield();
    boolean turnOver = on.length > 1 && (yields || clock.retired() >= turnEnd);
    if (!turnOver && canGoOn(current)) {
      return true;
    }
    for (int step = 1; step <= on.length; step++) {
      int candidate = (current + step) % on.length;
      if (canGoOn(candidate)) {
        giveTurnTo(candidate);
        return true;
      }
    }
    return false;
  }

  /**
   * Lets one CPU have its turn now, whoever's it is.
   *
   * @return whether that CPU can go on
   */
  boolean prefer(int index) {
    if (index != current && canGoOn(index)) {
      giveTurnTo(index);
    }
    return canGoOn(index);
  }

  private void giveTurnTo(int index) {
    current = index;
    turnEnd = clock.retired() + TURN;
    clock.follow(cpus.get(index));
  }

  /** Whether a CPU has something to run; an interrupt that is pending ends its WFI. */
  private boolean canGoOn(int index) {
    Cpu cpu = cpus.get(index);
    if (cpu.isWaiting() && (board.irqPending(index) || board.fiqPending(index))) {
      cpu.wake();
    }
    return on[index] && !cpu.isWaiting();
  }

  /** Has the present CPU take an interrupt that is pending and not masked. */
  void deliverInterrupt() {
    Cpu cpu = current();
    if (board.fiqPending(current) && cpu.exceptions().fiqUnmasked()) {
      cpu.exceptions().takeFiq();
    } else if (board.irqPending(current) && cpu.exceptions().irqUnmasked()) {
      cpu.exceptions().takeIrq();
    }
  }

  @Override
  public int cpuCount() {
    return on.length;
  }

  @Override
  public boolean isOn(int index) {
    return on[index];
  }

  @Override
  public void turnOn(int index, long entry, long context) {
    Cpu cpu = cpus.get(index);
    cpu.reset();
    cpu.enter(entry, context);
    on[index] = true;
  }

  @Override
  public void turnOff(int index) {
    on[index] = false;
    cpus.get(index).requestAttention();
  }

  /** Whether no CPU is on: nothing can ever turn one on again. */
  boolean allOff() {
    for (boolean each : on) {
      if (each) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void standBy(int index) {
    cpus.get(index).suspend();
  }
}
