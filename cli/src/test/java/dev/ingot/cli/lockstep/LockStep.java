package dev.ingot.cli.lockstep;

import dev.ingot.emulator.InstructionObserver;
import dev.ingot.emulator.Symbolizer;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.memory.RamPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a run of ours against one of QEMU, from reset, wherever {@code watched} says so. Where they
 * part first, the run ends with what differs, where that is in the program, and how both came
 * there.
 */
final class LockStep implements InstructionObserver {
  private static final int REMEMBERED = 12;

  /**
   * QEMU logs a block that it then does not run, because an interrupt or the end of its own time
   * slice came first, and logs what runs instead. A block that it did run in between would show
   * when the interrupt returns.
   */
  private static final int MOST_ATTEMPTS = 2;

  /** Room for one exception handler in a vector table (Arm ARM D1.3.1.5). */
  private static final int VECTOR_BYTES = 0x80;

  private static final int VECTOR_TABLE_BYTES = 0x800;

  /** MRS X0, VBAR_EL1. */
  private static final int MRS_VBAR_EL1 = 0xd538_c000;

  /** MRS Xt, S3_0_C0_Cm_op2. */
  private static final int READS_IDENTIFICATION = 0xd538_0000;

  private static final int READS_IDENTIFICATION_MASK = 0xffff_f000;

  /** LDR Xt, [Xn, #8], whose address below is the redistributors' GICR_TYPER. */
  private static final int READS_AT_OFFSET_8 = 0xf940_0400;

  private static final int READS_AT_OFFSET_8_MASK = 0xffff_fc00;

  /** The redistributors of QEMU's virt, PA (hw/arm/virt.c), which the nucleus maps linearly. */
  private static final long REDISTRIBUTORS = 0x080a_0000L;

  private static final long REDISTRIBUTORS_END = 0x0900_0000L;
  private static final long LINEAR_MAP_PA_MASK = 0x0000_ffff_ffff_ffffL;

  private final QemuTrace qemu;
  private final WatchedCode watched;
  private final Symbolizer symbolizer;
  private final Reset reset;
  private final Deque<Long> way = new ArrayDeque<>();

  /** What ran since the last point, as numbers of blocks. */
  private final Set<Long> stretch = new HashSet<>();

  private long compared;
  private int previousWord;
  private long sequential;

  /** Makes our machine what QEMU's is at its first instruction. */
  @FunctionalInterface
  interface Reset {
    void apply(Cpu cpu);
  }

  /** The runs are no longer the same. */
  static final class Parted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Set<Long> stretch;

    Parted(String message, Set<Long> stretch) {
      super(message);
      this.stretch = stretch;
    }

    /**
     * The code that ran on ours since both were last seen to be the same, as {@link
     * WatchedCode#andBlocks} takes it.
     */
    Set<Long> stretch() {
      return stretch;
    }
  }

  LockStep(QemuTrace qemu, WatchedCode watched, Symbolizer symbolizer, Reset reset) {
    this.qemu = qemu;
    this.watched = watched;
    this.symbolizer = symbolizer;
    this.reset = reset;
  }

  /** Points at which both were the same. */
  long compared() {
    return compared;
  }

  @Override
  public void beforeInstruction(Cpu cpu) {
    if (compared > 0 && !watched.contains(cpu.pc())) {
      previousWord = 0;
      stretch.add(Math.floorDiv(cpu.pc(), WatchedCode.BLOCK_BYTES));
      return;
    }
    Registers onQemu = required(cpu);
    if (compared == 0) {
      reset.apply(cpu);
    }
    boolean identification = readIdentification(cpu, previousWord);
    int target = previousWord & 31;
    previousWord = word(cpu);
    adoptFlagsOfHandler(cpu);
    for (int attempts = 0; !isSame(cpu, onQemu, identification, target); attempts++) {
      if (attempts == MOST_ATTEMPTS) {
        throw parted(cpu, Registers.of(cpu).differencesTo(onQemu));
      }
      onQemu = required(cpu);
    }
    compared++;
    stretch.clear();
    way.addLast(cpu.pc());
    if (way.size() > REMEMBERED) {
      way.removeFirst();
    }
  }

  private Registers required(Cpu cpu) {
    return next().orElseThrow(() -> parted(cpu, " QEMU's run has ended"));
  }

  /**
   * Behind a read of an identification register ours takes over what QEMU's machine says: its CPU
   * has more than ours, such as AArch32 and a performance monitor, and its redistributors have
   * LPIs.
   */
  private static boolean isSame(Cpu cpu, Registers onQemu, boolean identification, int target) {
    if (identification && cpu.pc() == onQemu.pc()) {
      cpu.x(target, onQemu.x()[target]);
    }
    return Registers.of(cpu).sameAs(onQemu);
  }

  private static boolean readIdentification(Cpu cpu, int word) {
    return (word & READS_IDENTIFICATION_MASK) == READS_IDENTIFICATION
        || readRedistributorType(cpu, word);
  }

  private static boolean readRedistributorType(Cpu cpu, int word) {
    long base = cpu.xsp(word >>> 5 & 31) & LINEAR_MAP_PA_MASK;
    return (word & READS_AT_OFFSET_8_MASK) == READS_AT_OFFSET_8
        && base >= REDISTRIBUTORS
        && base < REDISTRIBUTORS_END;
  }

  /**
   * QEMU clears the condition flags when it takes an exception; the pseudocode of the Arm ARM
   * (AArch64.TakeException) leaves them alone, as ours does.
   */
  private void adoptFlagsOfHandler(Cpu cpu) {
    if (cpu.exceptionLevel() > 0 && cpu.pc() != sequential) {
      long offset = cpu.pc() - cpu.systemRegisters().read(MRS_VBAR_EL1);
      if (offset >= 0 && offset < VECTOR_TABLE_BYTES && offset % VECTOR_BYTES == 0) {
        cpu.nzcv(0);
      }
    }
    sequential = cpu.pc() + Integer.BYTES;
  }

  /** The instruction that runs next; 0 where none can be fetched. */
  private static int word(Cpu cpu) {
    int offset = (int) cpu.pc() & RamPage.BYTES - Integer.BYTES;
    return cpu.ramPage(cpu.pc()).map(page -> (int) page.read(offset, Integer.BYTES)).orElse(0);
  }

  /** What QEMU goes on with; nothing if its run ends where ours did. */
  Optional<Registers> next() {
    try {
      return qemu.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Parted parted(Cpu cpu, String differences) {
    StringBuilder text = new StringBuilder("after " + compared + " points:" + differences);
    text.append("\n  at ").append(place(cpu.pc())).append("\n  behind");
    way.forEach(pc -> text.append("\n    ").append(place(pc)));
    return new Parted(text.toString(), Set.copyOf(stretch));
  }

  private String place(long pc) {
    return "%016x%s".formatted(pc, symbolizer.locate(pc).map(at -> " " + at).orElse(""));
  }
}
