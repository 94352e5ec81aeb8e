package dev.ingot.emulator.cpu;

/** Architecture features that a CPU model has or lacks, as its ID registers advertise them. */
public enum Feature {
  /** The A64 base instruction set of Armv8.0. */
  BASE,
  /** Scalar floating point (FEAT_FP). */
  FP,
  /** Advanced SIMD (FEAT_AdvSIMD). */
  ASIMD,
  /** Atomic memory operations (FEAT_LSE). */
  LSE,
  /** CRC32 and CRC32C (FEAT_CRC32). */
  CRC32,
  /** AESE, AESD, AESMC, AESIMC (FEAT_AES). */
  AES,
  /** PMULL on 64-bit elements (FEAT_PMULL). */
  PMULL,
  /** SHA-1 (FEAT_SHA1). */
  SHA1,
  /** SHA-256 (FEAT_SHA256). */
  SHA256,
  /** SHA-512 (FEAT_SHA512). */
  SHA512,
  /** EOR3, RAX1, XAR, BCAX (FEAT_SHA3). */
  SHA3,
  /** Rounding doubling multiply accumulate (FEAT_RDM). */
  RDM,
  /** Dot product (FEAT_DotProd). */
  DOTPROD,
  /** LDAPR (FEAT_LRCPC). */
  LRCPC,
  /** LDAPUR, STLUR (FEAT_LRCPC2). */
  LRCPC2,
  /** CFINV, RMIF, SETF8, SETF16 (FEAT_FlagM). */
  FLAGM,
  /** AXFLAG, XAFLAG (FEAT_FlagM2). */
  FLAGM2,
  /** FRINT32Z and its kin (FEAT_FRINTTS). */
  FRINTTS,
  /** FJCVTZS (FEAT_JSCVT). */
  JSCVT,
  /** Privileged access never (FEAT_PAN). */
  PAN,
  /** Data independent timing bit (FEAT_DIT). */
  DIT,
  /** Speculation barrier (FEAT_SB). */
  SB
}
