package dev.ingot.emulator.device.gic;

/**
 * All interrupts of a GIC: a private block a CPU (SGIs 0 to 15, PPIs 16 to 31), shared blocks for
 * the SPIs, and the set of CPUs that every SPI may go to.
 */
final class InterruptTable {
  /** Interrupt id that stands for "nothing" in an acknowledge register. */
  static final int SPURIOUS = 1023;

  static final int FIRST_PPI = 16;
  static final int FIRST_SPI = 32;

  private final InterruptBlock[] privateBlocks;
  private final InterruptBlock[] sharedBlocks;

  /** For every CPU and shared block the SPIs that are routed to it. */
  private final int[][] routed;

  private final int interruptCount;

  /**
   * @param cpuCount CPUs, 1 to 8
   * @param interruptCount interrupt ids, a multiple of 32
   * @param privateBits what software cannot change of SGIs and PPIs
   * @param priorityBits implemented priority bits
   */
  InterruptTable(
      int cpuCount, int interruptCount, InterruptBlock.FixedBits privateBits, int priorityBits) {
    this.interruptCount = interruptCount;
    privateBlocks = new InterruptBlock[cpuCount];
    for (int cpu = 0; cpu < cpuCount; cpu++) {
      privateBlocks[cpu] = new InterruptBlock(privateBits, priorityBits);
    }
    sharedBlocks = new InterruptBlock[interruptCount / InterruptBlock.COUNT - 1];
    for (int i = 0; i < sharedBlocks.length; i++) {
      sharedBlocks[i] = new InterruptBlock(InterruptBlock.FixedBits.NONE, priorityBits);
    }
    routed = new int[cpuCount][sharedBlocks.length];
  }

  int cpuCount() {
    return privateBlocks.length;
  }

  int interruptCount() {
    return interruptCount;
  }

  InterruptBlock privateBlock(int cpu) {
    return privateBlocks[cpu];
  }

  /** The block of an interrupt as {@code cpu} sees it. */
  InterruptBlock block(int intId, int cpu) {
    return intId < FIRST_SPI ? privateBlocks[cpu] : sharedBlocks[intId / InterruptBlock.COUNT - 1];
  }

  /** Position of an interrupt in its block. */
  static int bit(int intId) {
    return intId % InterruptBlock.COUNT;
  }

  /** The CPUs, one bit each, that an SPI may go to. */
  int route(int spi) {
    int cpus = 0;
    for (int cpu = 0; cpu < routed.length; cpu++) {
      cpus |= (routed[cpu][sharedIndex(spi)] >>> bit(spi) & 1) << cpu;
    }
    return cpus;
  }

  /** Lets an SPI go to the CPUs whose bits are set in {@code cpus}. */
  void setRoute(int spi, int cpus) {
    int mask = 1 << bit(spi);
    for (int cpu = 0; cpu < routed.length; cpu++) {
      int[] words = routed[cpu];
      int index = sharedIndex(spi);
      words[index] = (cpus >>> cpu & 1) != 0 ? words[index] | mask : words[index] & ~mask;
    }
  }

  /**
   * The pending interrupt of highest priority that may be signalled to a CPU; of equal ones the
   * lowest id.
   *
   * @param group0 whether interrupts of group 0 count
   * @param group1 whether interrupts of group 1 count
   * @return an interrupt id, or {@link #SPURIOUS} when none is pending
   */
  int highestPending(int cpu, boolean group0, boolean group1) {
    InterruptBlock own = privateBlocks[cpu];
    int best = highest(own, own.candidates(group0, group1), 0, SPURIOUS, cpu);
    for (int i = 0; i < sharedBlocks.length; i++) {
      int candidates = sharedBlocks[i].candidates(group0, group1) & routed[cpu][i];
      best = highest(sharedBlocks[i], candidates, (i + 1) * InterruptBlock.COUNT, best, cpu);
    }
    return best;
  }

  private int highest(InterruptBlock block, int candidates, int firstId, int best, int cpu) {
    int winner = best;
    for (int rest = candidates; rest != 0; rest &= rest - 1) {
      int bit = Integer.numberOfTrailingZeros(rest);
      if (winner == SPURIOUS || block.priority(bit) < priority(winner, cpu)) {
        winner = firstId + bit;
      }
    }
    return winner;
  }

  int priority(int intId, int cpu) {
    return block(intId, cpu).priority(bit(intId));
  }

  int group(int intId, int cpu) {
    return block(intId, cpu).group(bit(intId));
  }

  void activate(int intId, int cpu) {
    block(intId, cpu).setActive(1 << bit(intId));
  }

  void deactivate(int intId, int cpu) {
    block(intId, cpu).clearActive(1 << bit(intId));
  }

  private static int sharedIndex(int spi) {
    return spi / InterruptBlock.COUNT - 1;
  }
}
