package dev.ingot.emulator.device.gic;

/**
 * What a GIC CPU interface knows of priorities: the mask, the binary points, the group enables and
 * the active priorities. The same in GICv2 and GICv3.
 *
 * <p>Source: Arm IHI 0048B section 3.3 (prioritization, preemption, priority grouping); Arm IHI
 * 0069 section 4.8.
 */
final class CpuInterface {
  /** Running priority when nothing is active. */
  static final int IDLE_PRIORITY = 0xff;

  private static final int GROUPS = 2;
  private static final int MAX_BINARY_POINT = 7;
  private static final int ACTIVE_PRIORITY_WORDS = 4;

  private final int priorityBits;
  private final int preemptionBits;
  private int priorityMask;
  private final int[] binaryPoint = new int[GROUPS];
  private boolean commonBinaryPoint;
  private final boolean[] groupEnabled = new boolean[GROUPS];

  /** A bit for every preemption level in use; index 0 the highest. */
  private final int[][] activePriorities = new int[GROUPS][ACTIVE_PRIORITY_WORDS];

  /**
   * @param priorityBits implemented priority bits, 4 to 8; at most 7 of them take part in
   *     preemption
   */
  CpuInterface(int priorityBits) {
    this.priorityBits = priorityBits;
    preemptionBits = Math.min(priorityBits, Byte.SIZE - 1);
    setBinaryPoint(0, 0);
    setBinaryPoint(1, 0);
  }

  int priorityBits() {
    return priorityBits;
  }

  /** Words of active-priority registers that are implemented for each group: 1, 2 or 4. */
  int activePriorityWords() {
    return Math.max(1, (1 << preemptionBits) / Integer.SIZE);
  }

  int priorityMask() {
    return priorityMask;
  }

  void setPriorityMask(int value) {
    priorityMask = value & 0xff << Byte.SIZE - priorityBits & 0xff;
  }

  int binaryPoint(int group) {
    return binaryPoint[group];
  }

  /** Sets a binary point; too small a value becomes the smallest that is implemented. */
  void setBinaryPoint(int group, int value) {
    int smallest = MAX_BINARY_POINT - preemptionBits + group;
    binaryPoint[group] = Math.max(value & MAX_BINARY_POINT, smallest);
  }

  boolean commonBinaryPoint() {
    return commonBinaryPoint;
  }

  /** Whether group 1 uses the binary point of group 0. */
  void setCommonBinaryPoint(boolean common) {
    commonBinaryPoint = common;
  }

  boolean groupEnabled(int group) {
    return groupEnabled[group];
  }

  void enableGroup(int group, boolean enabled) {
    groupEnabled[group] = enabled;
  }

  int activePriorities(int group, int word) {
    return activePriorities[group][word];
  }

  void setActivePriorities(int group, int word, int value) {
    activePriorities[group][word] = value;
  }

  /** Priority of the most urgent active interrupt, or {@link #IDLE_PRIORITY}. */
  int runningPriority() {
    int level = highestActiveLevel();
    return level < 0 ? IDLE_PRIORITY : level << Byte.SIZE - preemptionBits;
  }

  /** Whether an interrupt is urgent enough to be signalled: passes the mask, can preempt. */
  boolean canSignal(int priority, int group) {
    if (!groupEnabled[group] || priority >= priorityMask) {
      return false;
    }
    int mask = groupPriorityMask(group);
    int running = runningPriority();
    return running == IDLE_PRIORITY || (priority & mask) < (running & mask);
  }

  /** Enters an acknowledged interrupt into the active priorities. */
  void activate(int priority, int group) {
    int level = (priority & groupPriorityMask(group)) >>> Byte.SIZE - preemptionBits;
    activePriorities[group][level / Integer.SIZE] |= 1 << level % Integer.SIZE;
  }

  /** Group of the most urgent active priority: 0 (which wins a tie), 1, or -1 when idle. */
  int highestActiveGroup() {
    int level = highestActiveLevel();
    if (level < 0) {
      return -1;
    }
    return (activePriorities[0][level / Integer.SIZE] >>> level % Integer.SIZE & 1) != 0 ? 0 : 1;
  }

  /** Priority drop: forgets the most urgent active priority. */
  void dropPriority() {
    int group = highestActiveGroup();
    if (group >= 0) {
      int level = highestActiveLevel();
      activePriorities[group][level / Integer.SIZE] &= ~(1 << level % Integer.SIZE);
    }
  }

  /** The bits of a priority that decide about preemption. */
  private int groupPriorityMask(int group) {
    int point = group == 1 && !commonBinaryPoint ? binaryPoint[1] - 1 : binaryPoint[0];
    return 0xff << point + 1 & 0xff;
  }

  private int highestActiveLevel() {
    for (int word = 0; word < ACTIVE_PRIORITY_WORDS; word++) {
      int both = activePriorities[0][word] | activePriorities[1][word];
      if (both != 0) {
        return word * Integer.SIZE + Integer.numberOfTrailingZeros(both);
      }
    }
    return -1;
  }
}
