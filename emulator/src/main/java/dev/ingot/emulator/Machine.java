package dev.ingot.emulator;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugStop;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.cpu.ExceptionObserver;
import dev.ingot.emulator.cpu.FlashWriteException;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.TranslationStatistics;
import dev.ingot.emulator.cpu.UnknownInstructionException;
import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.SplitMix64;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.fdt.Chosen;
import dev.ingot.emulator.device.fdt.VirtDeviceTree;
import dev.ingot.emulator.device.uart.InteractiveSerialInput;
import dev.ingot.emulator.memory.PhysicalMemory;
import dev.ingot.emulator.memory.RamPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reference machine: A64 CPUs on QEMU's virt board, with instruction-counted virtual time. The
 * same configuration, image and input give the same run, to the instruction.
 */
public final class Machine {
  /** Where images go: a 2 MiB boundary, the first that leaves room below as QEMU does. */
  private static final long LOAD_BASE = VirtMemoryMap.RAM_BASE + (2L << 20);

  /** Most instructions between two looks at the wall clock. */
  private static final long SLICE = 1 << 20;

  /** The longest sleep without a look at the limits of the run, while nothing comes in. */
  private static final Duration LONGEST_IDLE = Duration.ofMillis(50);

  /** Length of {@code /chosen/rng-seed}, as QEMU has it. */
  private static final int SEED_BYTES = 32;

  private final MachineConfig config;
  private final VirtualClock clock = new VirtualClock();
  private final CpuCluster cpus;
  private final GuestControl control;
  private final Board board;
  private long nextEvent;
  private final List<DecodeHook> hooks = new ArrayList<>();
  private ExceptionObserver exceptionObserver;
  private InstructionObserver observer = cpu -> {};
  private long observationInterval = Long.MAX_VALUE;
  private long nextObservation = Long.MAX_VALUE;
  private volatile boolean haltRequested;

  /** A machine after reset, with empty RAM. */
  public Machine(MachineConfig config) {
    this.config = config;
    exceptionObserver = config.observer();
    cpus = new CpuCluster(config, clock);
    control = new GuestControl(cpus);
    board = new Board(config, clock, control, cpus);
    cpus.putOn(board);
  }

  /**
   * Loads an arm64 {@code Image} file and makes the CPU ready to enter it; see {@link
   * #load(byte[])}.
   *
   * @throws IOException when the file cannot be read
   */
  public void load(Path image) throws IOException {
    load(Files.readAllBytes(image));
  }

  /**
   * Loads an arm64 {@code Image}, puts the device tree behind it and makes the CPU ready to enter
   * it at EL1 with x0 holding the tree's physical address (Linux
   * Documentation/arch/arm64/booting.rst).
   *
   * @throws IllegalArgumentException when it is no such image, or RAM is too small
   */
  public void load(byte[] image) {
    load(image, new byte[0]);
  }

  /**
   * Loads an arm64 {@code Image} with an initial RAM disk, which lies between the image and the
   * device tree; see {@link #load(byte[])}.
   *
   * @param initialRamDisk a cpio archive; empty for none
   * @throws IllegalArgumentException when {@code image} is no such image, or RAM is too small
   */
  public void load(byte[] image, byte[] initialRamDisk) {
    BootImage header = BootImage.parse(image);
    PhysicalMemory memory = board.memory();
    long entry = LOAD_BASE + header.textOffset();
    long diskAt = nextPage(entry + header.imageSize());
    long diskEnd = diskAt + initialRamDisk.length;
    long treeAt = nextPage(diskEnd);
    byte[] deviceTree = deviceTree(new Chosen.RamDisk(diskAt, diskEnd));
    long end = treeAt + deviceTree.length;
    if (end > memory.ramBase() + memory.ramBytes()) {
      throw new IllegalArgumentException(
          "the image and the device tree end at 0x%x, RAM of %d bytes ends at 0x%x: give the machine more RAM"
              .formatted(end, memory.ramBytes(), memory.ramBase() + memory.ramBytes()));
    }
    memory.copyIn(entry, image);
    memory.copyIn(diskAt, initialRamDisk);
    memory.copyIn(treeAt, deviceTree);
    cpus.cpu(0).enter(entry, treeAt);
  }

  private static long nextPage(long address) {
    return address + RamPage.BYTES - 1 & -RamPage.BYTES;
  }

  private byte[] deviceTree(Chosen.RamDisk disk) {
    byte[] seed = new SplitMix64(config.rngSeed()).bytes(SEED_BYTES);
    return VirtDeviceTree.flattened(
        board.description(), new Chosen(config.bootArguments(), seed, disk));
  }

  /**
   * Fills the flash at 0 and makes the CPU ready to enter it there, as after reset with {@code
   * qemu-system-aarch64 -bios}: the device tree is at the start of RAM, and x0 is 0. A store into
   * flash ends the run as {@link Outcome.FlashWritten}.
   *
   * @param contents of the flash, at most 64 MiB
   * @throws IllegalArgumentException when it is larger
   */
  public void loadFlash(byte[] contents) {
    if (contents.length > VirtMemoryMap.FLASH_SIZE) {
      throw new IllegalArgumentException(
          "%d bytes of flash; the board has %d"
              .formatted(contents.length, VirtMemoryMap.FLASH_SIZE));
    }
    PhysicalMemory memory = board.memory();
    memory.addFlash(VirtMemoryMap.FLASH_BASE, VirtMemoryMap.FLASH_SIZE, contents);
    memory.copyIn(memory.ramBase(), deviceTree(Chosen.RamDisk.NONE));
    cpus.cpu(0).enter(VirtMemoryMap.FLASH_BASE, 0);
  }

  /**
   * Has {@code watcher} look on before every n-th instruction of the machine. What the guest does
   * stays the same, and so does how fast: code is translated between two looks.
   *
   * @param instructions n, at least 1; 1 is every instruction
   */
  public void observe(long instructions, InstructionObserver watcher) {
    observationInterval = instructions;
    nextObservation = clock.retired();
    observer = watcher;
  }

  /** Tells {@code watcher} of every exception, behind those that are told already. */
  public void observeExceptions(ExceptionObserver watcher) {
    exceptionObserver = exceptionObserver.and(watcher);
    cpus.observeExceptions(exceptionObserver);
  }

  /** Has {@code hook} stand around every instruction, outside of those that do already. */
  public void addHook(DecodeHook hook) {
    hooks.add(hook);
    refreshHooks();
  }

  /** Takes a hook away; without any, hot code is translated again. */
  public void removeHook(DecodeHook hook) {
    hooks.remove(hook);
    refreshHooks();
  }

  /** Asks the hooks anew about every instruction. */
  public void refreshHooks() {
    cpus.hookInstructions(
        hooks.stream().reduce((inner, outer) -> outer.outside(inner)).orElse(null));
  }

  /**
   * Ends a run soon, as {@link Outcome.Halted}; the next one if none is under way. Any thread may
   * call this.
   */
  public void halt() {
    haltRequested = true;
  }

  /** Takes a request to halt back that no run has met yet. */
  public void forgetHalt() {
    haltRequested = false;
  }

  /** Runs until the guest ends or a limit is reached. A run cut off by a limit can be continued. */
  public RunResult run(RunLimits limits) {
    long start = System.nanoTime();
    long longest = limits.wallTime().toNanos();
    control.proceed();
    try {
      while (control.outcome().isEmpty()) {
        if (clock.retired() >= limits.maxInstructions()) {
          return result(new Outcome.InstructionLimit());
        }
        if (System.nanoTime() - start > longest) {
          return result(new Outcome.TimeLimit());
        }
        if (takeHalt()) {
          return result(new Outcome.Halted());
        }
        nextEvent = board.updateEvents(clock.instructions());
        if (cpus.schedule()) {
          runPresent(limits.maxInstructions());
        } else {
          waitForEvent();
        }
      }
      return result(control.outcome().get());
    } finally {
      board.flushOutputs();
    }
  }

  private void runPresent(long maxInstructions) {
    cpus.deliverInterrupt();
    if (clock.retired() >= nextObservation) {
      nextObservation = clock.retired() + observationInterval;
      observer.beforeInstruction(cpus.current());
    }
    runSlice(Math.min(sliceBudget(), maxInstructions - clock.retired()));
  }

  private boolean takeHalt() {
    boolean requested = haltRequested;
    haltRequested = false;
    return requested;
  }

  /**
   * Has one CPU do one instruction, for a debugger: no interrupt is delivered to it before. A CPU
   * that waits or is off is waited for, while the others run.
   *
   * @param index of the CPU, from 0
   * @param others whether the other CPUs have their turns as in a run; else they stand still if
   *     possible
   * @return how the machine ended, or {@link Outcome.Halted} after the instruction
   */
  public RunResult step(int index, boolean others) {
    control.proceed();
    try {
      while (control.outcome().isEmpty() && !takeHalt()) {
        nextEvent = board.updateEvents(clock.instructions());
        boolean someCanGoOn = !others && cpus.prefer(index) || cpus.schedule();
        if (!someCanGoOn) {
          waitForEvent();
        } else if (cpus.currentIndex() == index) {
          runSlice(1);
          break;
        } else {
          runPresent(Long.MAX_VALUE);
        }
      }
      return result(control.outcome().orElseGet(Outcome.Halted::new));
    } finally {
      board.flushOutputs();
    }
  }

  private RunResult result(Outcome outcome) {
    return new RunResult(outcome, clock.retired(), clock.instructions());
  }

  /** Instructions until something has to be looked at that does not announce itself. */
  private long sliceBudget() {
    long untilEvent = Math.max(1, nextEvent - clock.instructions());
    long untilObservation = Math.min(SLICE, nextObservation - clock.retired());
    return Math.min(Math.min(untilObservation, cpus.turnLeft()), untilEvent);
  }

  private void runSlice(long budget) {
    try {
      cpus.run(budget);
    } catch (DebugStop stop) {
      control.end(new Outcome.Halted());
    } catch (UnknownInstructionException unknown) {
      control.end(
          new Outcome.UnknownInstruction(
              unknown.word(), unknown.pc(), config.symbolizer().locate(unknown.pc())));
    } catch (FlashWriteException write) {
      control.end(
          new Outcome.FlashWritten(
              write.virtualAddress(), write.pc(), config.symbolizer().locate(write.pc())));
    } finally {
      clock.sliceDone();
    }
  }

  /** Lets time pass until something can happen: every CPU waits. */
  private void waitForEvent() {
    if (cpus.allOff()) {
      control.powerOff();
      return;
    }
    if (nextEvent == EventSource.NEVER) {
      long pc = cpus.current().pc();
      control.end(new Outcome.Deadlocked(pc, config.symbolizer().locate(pc)));
      return;
    }
    long wait = nextEvent - clock.instructions();
    boolean inRealTime = board.keyboard().isPresent() || board.awaitedInput().isPresent();
    Duration idle = Duration.ofNanos(inRealTime ? Math.min(wait, LONGEST_IDLE.toNanos()) : wait);
    board.keyboard().ifPresent(keyboard -> idleInRealTime(keyboard, idle));
    board.awaitedInput().ifPresent(input -> input.await(idle));
    clock.skipTo(clock.instructions() + idle.toNanos());
  }

  private static void idleInRealTime(InteractiveSerialInput keyboard, Duration idle) {
    try {
      keyboard.await(idle);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads guest memory through the current TTBR0_EL1 and TTBR1_EL1, whatever the access
   * permissions.
   *
   * @throws IllegalArgumentException when a page of the range is not mapped to RAM
   */
  public byte[] readVirtual(long va, int length) {
    return control.readGuestVirtual(va, length);
  }

  /** Bytes of guest RAM in pages that have been touched. */
  public long touchedBytes() {
    return board.memory().touchedBytes();
  }

  /** What was translated so far, on all CPUs, and how their TLBs did. */
  public TranslationStatistics statistics() {
    return cpus.statistics();
  }

  /**
   * Reads a little-endian 64-bit word as {@link #readVirtual} does. A page that the guest never
   * touched reads as zero: memory that is filled with zeros gets its page on the first access.
   */
  public long readVirtualWord(long va) {
    try {
      return ByteBuffer.wrap(readVirtual(va, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } catch (IllegalArgumentException neverTouched) {
      return 0;
    }
  }

  /** Where the CPU is that runs or ran last, if the symbolizer knows. */
  public Optional<SourceLocation> location() {
    return config.symbolizer().locate(cpus.current().pc());
  }

  /** CPUs of the machine. */
  public int cpuCount() {
    return cpus.cpuCount();
  }

  /** A CPU by number, from 0; to be looked at between runs and by observers. */
  public Cpu cpu(int index) {
    return cpus.cpu(index);
  }

  /** Number of the CPU that runs, or ran last. */
  public int currentCpu() {
    return cpus.currentIndex();
  }

  /** Instructions done so far, by all CPUs; inside of a run, until its last look around. */
  public long instructions() {
    return clock.retired();
  }

  /** Virtual time, which is exact to the instruction at any moment. */
  public long virtualNanoseconds() {
    return clock.instructions();
  }

  /** The name of an instruction in the machine's table, {@code unknown} if it has none. */
  public String instructionName(int word) {
    Form form = cpus.table().find(word);
    return form == null ? "unknown" : form.name();
  }
}
