package dev.ingot.emulator.device;

import java.util.HashSet;
import java.util.Set;

/** Remembers the levels of its inputs and signals nothing. */
public final class FakeInterruptController implements InterruptController {
  private static final int FIRST_SPI = 32;

  private record Input(int intId, int cpu) {}

  private final Set<Input> high = new HashSet<>();

  @Override
  public void setLevel(int intId, int cpu, boolean level) {
    Input input = new Input(intId, intId < FIRST_SPI ? cpu : 0);
    if (level) {
      high.add(input);
    } else {
      high.remove(input);
    }
  }

  /** The level of a private input. */
  public boolean level(int intId, int cpu) {
    return high.contains(new Input(intId, cpu));
  }

  /** The level of a shared input. */
  public boolean level(int spi) {
    return level(spi, 0);
  }

  @Override
  public boolean irqPending(int cpu) {
    return false;
  }

  @Override
  public boolean fiqPending(int cpu) {
    return false;
  }
}
