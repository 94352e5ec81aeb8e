package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;

/**
 * What FPCR asks of one instruction, and the FPSR flags that the instruction raises (Arm ARM C5.2,
 * FPCR and FPSR).
 */
final class FpEnvironment {
  /** FPSR: invalid operation. */
  static final int IOC = 1;

  /** FPSR: division by zero. */
  static final int DZC = 1 << 1;

  /** FPSR: overflow. */
  static final int OFC = 1 << 2;

  /** FPSR: underflow. */
  static final int UFC = 1 << 3;

  /** FPSR: inexact. */
  static final int IXC = 1 << 4;

  /** FPSR: a subnormal operand was flushed to zero. */
  static final int IDC = 1 << 7;

  /** FPSR: an integer SIMD instruction saturated. */
  static final int QC = 1 << 27;

  private static final int FZ16 = 1 << 19;
  private static final int RMODE_SHIFT = 22;
  private static final int RMODE = 3 << RMODE_SHIFT;
  private static final int FZ = 1 << 24;
  private static final int DN = 1 << 25;
  private static final int AHP = 1 << 26;

  private final int fpcr;
  private final boolean hostArithmetic;
  private int raised;

  FpEnvironment(int fpcr, int fpsr) {
    this.fpcr = fpcr;
    hostArithmetic = (fpcr & (FZ | RMODE)) == 0 && (fpsr & IXC) != 0;
  }

  static FpEnvironment of(Cpu cpu) {
    return new FpEnvironment((int) cpu.fpcr(), (int) cpu.fpsr());
  }

  /**
   * Whether the host's own arithmetic serves when its result is a normal number: it rounds to
   * nearest, nothing is flushed, and IXC, the one flag such a result can raise, is set already.
   * (QEMU's hardfloat rests on the same.)
   */
  boolean hostArithmetic() {
    return hostArithmetic;
  }

  FpRounding rounding() {
    return FpRounding.ofField(fpcr >>> RMODE_SHIFT);
  }

  boolean flushesToZero(FpFormat format) {
    return (fpcr & (format == FpFormat.HALF ? FZ16 : FZ)) != 0;
  }

  boolean defaultNan() {
    return (fpcr & DN) != 0;
  }

  /**
   * Whether half precision has Arm's alternative format: no infinities, no NaNs, a larger range.
   */
  boolean alternativeHalf() {
    return (fpcr & AHP) != 0;
  }

  void raise(int flags) {
    raised |= flags;
  }

  int raised() {
    return raised;
  }

  /** Adds the raised flags to the processor's FPSR. */
  void accumulateInto(Cpu cpu) {
    if (raised != 0) {
      cpu.fpsr(cpu.fpsr() | raised);
    }
  }
}
