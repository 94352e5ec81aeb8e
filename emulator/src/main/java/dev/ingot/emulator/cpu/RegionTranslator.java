package dev.ingot.emulator.cpu;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Turns hot instructions into a {@link Region}. */
@FunctionalInterface
public interface RegionTranslator {
  /**
   * Decides what a region at {@code entry} would consist of.
   *
   * @param code what the CPU can execute at present
   * @param entry virtual address of the region's first instruction
   * @return empty if a region there would not be worth it
   */
  Optional<Plan> plan(CodeView code, long entry);

  /** Whether {@link #keptPlan} may ever give one. */
  default boolean keeps() {
    return false;
  }

  /**
   * What {@link #plan} would give, if that is a region that needs no translation and so pays long
   * before the place is hot; else empty.
   */
  default Optional<Plan> keptPlan(CodeView code, long entry) {
    return Optional.empty();
  }

  /** Code as the CPU sees it at present, with its rights. */
  interface CodeView {
    /**
     * Whether the instruction at a virtual address has been executed since its page was last
     * written. What has not is rarely worth translating.
     */
    boolean wasExecuted(long va);

    /** Whether an address may be executed, and something of its page was before. */
    boolean isExecutable(long va);

    /** The instruction word at an address that {@link #isExecutable}. */
    int word(long va);

    /**
     * Where the BLR at an address that {@link #wasExecuted} has led each time that anybody looked,
     * a virtual address; empty if nobody did, or if it led to different places.
     */
    OptionalLong calledFrom(long va);

    /**
     * Whether an unaligned access may be a fault: SCTLR_ELx.A is set, or Device memory is in use.
     */
    boolean alignmentMatters();
  }

  /** A region to be. It no longer looks at guest memory, so any thread can translate it. */
  interface Plan {
    /** Virtual addresses of the pages that hold the region's instructions. */
    Set<Long> pages();

    /**
     * Translates.
     *
     * @param frame of the CPU and the TLB that the region works with, and no other
     */
    Region translate(RegionFrame frame);
  }
}
