package dev.ingot.emulator;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.device.VirtualTime;

/** Counts instructions, and the time that waiting skips. */
final class VirtualClock implements VirtualTime {
  private Cpu cpu;
  private long retired;
  private long skipped;

  /** Has the instructions of the CPU's present slice counted as well. */
  void follow(Cpu followed) {
    cpu = followed;
  }

  /** Closes a slice of {@code done} instructions; the next one starts from zero. */
  void sliceDone(long done) {
    retired += done;
    cpu.beginSlice(0);
  }

  void skipTo(long instructions) {
    skipped += instructions - instructions();
  }

  long retired() {
    return retired;
  }

  @Override
  public long instructions() {
    return retired + skipped + cpu.retiredInSlice();
  }
}
