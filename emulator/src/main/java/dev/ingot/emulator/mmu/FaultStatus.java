package dev.ingot.emulator.mmu;

/**
 * Fault status codes as in ESR_ELx.ISS bits 5:0 and PAR_EL1.FST (Arm ARM D24.2.40, ISS encoding for
 * a Data Abort).
 */
public final class FaultStatus {
  /** No fault. */
  public static final int NONE = -1;

  /** Address size fault, level 0; add the level. */
  public static final int ADDRESS_SIZE = 0b000000;

  /** Translation fault, level 0; add the level. */
  public static final int TRANSLATION = 0b000100;

  /** Access flag fault, level 0; add the level. */
  public static final int ACCESS_FLAG = 0b001000;

  /** Permission fault, level 0; add the level. */
  public static final int PERMISSION = 0b001100;

  /** Synchronous external abort, not on a table walk. */
  public static final int EXTERNAL = 0b010000;

  /** Synchronous external abort on a table walk, level 0; add the level. */
  public static final int EXTERNAL_ON_WALK = 0b010100;

  /** Alignment fault. */
  public static final int ALIGNMENT = 0b100001;

  /** The level of the table, in every status that has one. */
  static final int LEVEL_MASK = 0b11;

  private FaultStatus() {}
}
