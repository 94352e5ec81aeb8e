package dev.ingot.emulator.device;

/** A device whose state changes with time by itself. */
public interface EventSource {
  /** {@link #nextEventInstruction()} when nothing will ever happen without the guest's doing. */
  long NEVER = Long.MAX_VALUE;

  /**
   * The value of {@link VirtualTime#instructions()} at which {@link #update()} is due, or {@link
   * #NEVER}.
   */
  long nextEventInstruction();

  /** Brings interrupt lines up to date with the present time. Harmless when nothing is due. */
  void update();
}
