package dev.ingot.emulator.device.uart;

/**
 * Where a UART's received bytes come from. The UART asks; nothing is ever pushed into it, so the
 * instruction at which a byte arrives depends on the guest alone as long as the answers do.
 */
public interface SerialInput {
  /** Answer of {@link #receive()} when no byte is there yet; ask again later. */
  int NOTHING_YET = -1;

  /** Answer of {@link #receive()} when no byte will ever come. */
  int END = -2;

  /** The next byte (0 to 255), {@link #NOTHING_YET} or {@link #END}. */
  int receive();

  /** A line that nobody is connected to. */
  static SerialInput none() {
    return () -> END;
  }
}
