package dev.ingot.emulator.device;

/** A clock that a test sets. */
public final class FakeTime implements VirtualTime {
  private long instructions;

  @Override
  public long instructions() {
    return instructions;
  }

  /** Moves to an instruction count. */
  public void advanceTo(long count) {
    instructions = count;
  }
}
