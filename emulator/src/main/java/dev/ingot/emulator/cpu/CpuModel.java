package dev.ingot.emulator.cpu;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The CPUs a machine can have. ID register values follow the Technical Reference Manuals as QEMU
 * 7.2 presents them for the virt machine, less what this machine has not: AArch32, EL2, EL3, the
 * PMU and debug registers.
 */
public enum CpuModel {
  /** Cortex-A57 r1p0: Armv8.0 with CRC32 and the cryptographic extension. */
  CORTEX_A57(
      "cortex-a57",
      0x411f_d070L,
      EnumSet.of(
          Feature.BASE,
          Feature.FP,
          Feature.ASIMD,
          Feature.CRC32,
          Feature.AES,
          Feature.PMULL,
          Feature.SHA1,
          Feature.SHA256)),
  /** Cortex-A72 r0p3: Armv8.0 with CRC32 and the cryptographic extension. */
  CORTEX_A72("cortex-a72", 0x410f_d083L, CORTEX_A57.features),
  /** Everything this machine implements. */
  MAX("max", 0x000f_0510L, EnumSet.allOf(Feature.class));

  /** PIPT instruction cache, lines of 64 bytes (CTR_EL0 of Cortex-A57). */
  static final long CACHE_TYPE = 0x8444_c004L;

  /** Power of two of the words that DC ZVA clears: 64 bytes (DCZID_EL0). */
  public static final long ZERO_BLOCK_LOG2_WORDS = 4;

  /** Two levels of cache, unified level 2 (CLIDR_EL1 of Cortex-A57). */
  static final long CACHE_LEVELS = 0x0a20_0023L;

  private static final int PFR0_FP = 16;
  private static final int PFR0_ASIMD = 20;
  private static final int PFR0_GIC = 24;
  private static final int PFR0_DIT = 48;
  private static final long NOT_IMPLEMENTED = 0xf;

  /** EL0 and EL1, AArch64 only. */
  private static final long PFR0_LEVELS = 0x11;

  /** Armv8 debug; no PMU, one of each comparator. */
  private static final long DFR0 = 0x6;

  /** PARange 44 bits, ASIDBits 16, granules of 4 and 64 KiB. */
  private static final long MMFR0 = 0x24;

  private static final int MMFR0_TGRAN16 = 20;

  private static final int MMFR1_PAN = 20;

  private final String qemuName;
  private final long mainId;

  @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable view of a set that nobody else holds.
  private final Set<Feature> features;

  CpuModel(String qemuName, long mainId, Set<Feature> features) {
    this.qemuName = qemuName;
    this.mainId = mainId;
    this.features = Collections.unmodifiableSet(features);
  }

  /** The name QEMU's -cpu option has for it. */
  public String qemuName() {
    return qemuName;
  }

  /** The {@code compatible} string of the CPU in a device tree. */
  public String deviceTreeName() {
    return this == MAX ? "arm,arm-v8" : "arm," + qemuName;
  }

  /** What the model implements. */
  public Set<Feature> features() {
    return features;
  }

  /** Whether it has the 16 KiB granule; neither Cortex has. */
  boolean pagesOf16Kib() {
    return this == MAX;
  }

  /** MIDR_EL1. */
  long mainId() {
    return mainId;
  }

  /**
   * The register ID_*_EL1 with op0 3, op1 0, CRn 0 and the given CRm and op2; zero where nothing is
   * allocated.
   */
  long identification(int crm, int op2, boolean gicRegisters) {
    return switch (crm << 3 | op2) {
      case 4 << 3 -> processorFeatures0(gicRegisters);
      case 5 << 3 -> DFR0;
      case 6 << 3 -> instructionSet0();
      case 6 << 3 | 1 -> instructionSet1();
      case 7 << 3 -> MMFR0 | (pagesOf16Kib() ? 1L << MMFR0_TGRAN16 : 0);
      case 7 << 3 | 1 -> field(Feature.PAN, MMFR1_PAN, 1);
      default -> 0;
    };
  }

  private long processorFeatures0(boolean gicRegisters) {
    long fp = features.contains(Feature.FP) ? 0 : NOT_IMPLEMENTED;
    long asimd = features.contains(Feature.ASIMD) ? 0 : NOT_IMPLEMENTED;
    return PFR0_LEVELS
        | fp << PFR0_FP
        | asimd << PFR0_ASIMD
        | (gicRegisters ? 1L << PFR0_GIC : 0)
        | field(Feature.DIT, PFR0_DIT, 1);
  }

  /** ID_AA64ISAR0_EL1. */
  private long instructionSet0() {
    long aes = features.contains(Feature.PMULL) ? 2 : features.contains(Feature.AES) ? 1 : 0;
    long sha2 = features.contains(Feature.SHA512) ? 2 : features.contains(Feature.SHA256) ? 1 : 0;
    long flags = features.contains(Feature.FLAGM2) ? 2 : features.contains(Feature.FLAGM) ? 1 : 0;
    return aes << 4
        | field(Feature.SHA1, 8, 1)
        | sha2 << 12
        | field(Feature.CRC32, 16, 1)
        | field(Feature.LSE, 20, 2)
        | field(Feature.RDM, 28, 1)
        | field(Feature.SHA3, 32, 1)
        | field(Feature.DOTPROD, 44, 1)
        | flags << 52;
  }

  /** ID_AA64ISAR1_EL1. */
  private long instructionSet1() {
    long lrcpc = features.contains(Feature.LRCPC2) ? 2 : features.contains(Feature.LRCPC) ? 1 : 0;
    return field(Feature.JSCVT, 12, 1)
        | lrcpc << 20
        | field(Feature.FRINTTS, 32, 1)
        | field(Feature.SB, 36, 1);
  }

  private long field(Feature feature, int shift, long value) {
    return features.contains(feature) ? value << shift : 0;
  }
}
