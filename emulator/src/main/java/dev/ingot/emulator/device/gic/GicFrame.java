package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.WordRegisters;

/** A frame of registers of a GIC: what software writes may change the controller's outputs. */
abstract class GicFrame implements WordRegisters {
  private final Gic gic;
  private final long base;
  private final long size;

  /**
   * @param base physical address
   * @param size bytes
   */
  GicFrame(Gic gic, long base, long size) {
    this.gic = gic;
    this.base = base;
    this.size = size;
  }

  @Override
  public final long base() {
    return base;
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  public final void write(long offset, int sizeBytes, long value) {
    WordRegisters.super.write(offset, sizeBytes, value);
    gic.update();
  }
}
