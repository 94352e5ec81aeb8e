package dev.ingot.emulator.device.gic;

/**
 * State and configuration of 32 consecutive interrupts, one bit each: what one word of a GIC
 * register holds. SGIs and PPIs (ids 0 to 31) have one block a CPU, SPIs share theirs.
 *
 * <p>Source: Arm IHI 0048B (GICv2) section 3.2.4 and Arm IHI 0069 (GICv3) section 4.1.2, the
 * interrupt handling state machine.
 */
final class InterruptBlock {
  static final int COUNT = 32;

  private final int permanentlyEnabled;
  private final int permanentlyEdge;
  private final int latchReadOnly;
  private final int priorityMask;
  private int enabled;
  private int latched;
  private int active;
  private int inputs;
  private int edgeTriggered;
  private int group1;
  private final byte[] priorities = new byte[COUNT];

  /**
   * What software cannot change in a block, as bit masks of interrupts.
   *
   * @param permanentlyEnabled enable bits that stay one
   * @param permanentlyEdge configuration bits that stay edge triggered
   * @param latchReadOnly pending bits that the set-pending and clear-pending registers leave alone
   */
  record FixedBits(int permanentlyEnabled, int permanentlyEdge, int latchReadOnly) {
    static final FixedBits NONE = new FixedBits(0, 0, 0);
  }

  /**
   * @param fixed what software cannot change
   * @param priorityBits implemented priority bits, 4 to 8; the others read as zero
   */
  InterruptBlock(FixedBits fixed, int priorityBits) {
    permanentlyEnabled = fixed.permanentlyEnabled();
    permanentlyEdge = fixed.permanentlyEdge();
    latchReadOnly = fixed.latchReadOnly();
    priorityMask = 0xff << Byte.SIZE - priorityBits & 0xff;
    enabled = permanentlyEnabled;
    edgeTriggered = permanentlyEdge;
  }

  int enabled() {
    return enabled;
  }

  void enable(int interrupts) {
    enabled |= interrupts;
  }

  void disable(int interrupts) {
    enabled &= ~interrupts | permanentlyEnabled;
  }

  /** Pending: latched by an edge or by software, or a level-sensitive input that is high. */
  int pending() {
    return latched | inputs & ~edgeTriggered;
  }

  /** Set-pending register: leaves interrupts alone whose latch has other registers. */
  void setPending(int interrupts) {
    latched |= interrupts & ~latchReadOnly;
  }

  /** Clear-pending register; a high level-sensitive input stays pending. */
  void clearPending(int interrupts) {
    latched &= ~interrupts | latchReadOnly;
  }

  /** Makes one interrupt pending, whatever its registers allow. */
  void latch(int bit) {
    latched |= 1 << bit;
  }

  void unlatch(int bit) {
    latched &= ~(1 << bit);
  }

  int active() {
    return active;
  }

  void setActive(int interrupts) {
    active |= interrupts;
  }

  void clearActive(int interrupts) {
    active &= ~interrupts;
  }

  /**
   * Takes over the level of an input; a rising edge latches an edge-triggered interrupt.
   *
   * @return whether the level changed
   */
  boolean setInput(int bit, boolean high) {
    int mask = 1 << bit;
    if ((inputs & mask) != 0 == high) {
      return false;
    }
    if (high) {
      latched |= mask & edgeTriggered;
    }
    inputs ^= mask;
    return true;
  }

  int edgeTriggered() {
    return edgeTriggered;
  }

  /** Configures the interrupts in {@code which}: edge triggered where {@code edge} has a one. */
  void configure(int which, int edge) {
    edgeTriggered = edgeTriggered & ~which | edge & which | permanentlyEdge;
  }

  int group1() {
    return group1;
  }

  void setGroup1(int interrupts) {
    group1 = interrupts;
  }

  /** Group of an interrupt, 0 or 1. */
  int group(int bit) {
    return group1 >>> bit & 1;
  }

  /** Priority of an interrupt: 0 the highest, 255 the lowest. */
  int priority(int bit) {
    return priorities[bit] & 0xff;
  }

  void setPriority(int bit, int priority) {
    priorities[bit] = (byte) (priority & priorityMask);
  }

  /** Interrupts of the given groups that wait to be taken: pending, enabled and not active. */
  int candidates(boolean group0, boolean group1Enabled) {
    int groups = (group0 ? ~group1 : 0) | (group1Enabled ? group1 : 0);
    return pending() & enabled & ~active & groups;
  }
}
