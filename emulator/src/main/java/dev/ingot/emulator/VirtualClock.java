package dev.ingot.emulator;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.device.VirtualTime;

/**
 * Counts the instructions of all CPUs, and the time that waiting skips. CPUs take turns, so an
 * instruction of any of them is a nanosecond for all. An attempt that ends in an abort takes no
 * time, as with QEMU's instruction counter.
 */
final class VirtualClock implements VirtualTime {
  private Cpu cpu;
  private long retired;
  private long skipped;
  private long aborted;

  /** Has the present slice of the CPU whose turn it is counted as well. */
  void follow(Cpu followed) {
    cpu = followed;
  }

  /** Closes the CPU's slice; the next one starts from zero. */
  void sliceDone() {
    retired += cpu.retiredInSlice();
    aborted += cpu.abortsInSlice();
    cpu.beginSlice(0);
  }

  void skipTo(long instructions) {
    skipped += instructions - instructions();
  }

  /** Instructions done, those that ended in an abort included, although they took no time. */
  long retired() {
    return retired;
  }

  @Override
  public long instructions() {
    return retired - aborted + skipped + cpu.retiredInSlice() - cpu.abortsInSlice();
  }
}
