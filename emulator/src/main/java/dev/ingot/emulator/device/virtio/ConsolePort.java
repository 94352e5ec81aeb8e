package dev.ingot.emulator.device.virtio;

import dev.ingot.emulator.device.uart.SerialOutput;
import java.util.Optional;

/**
 * A named port of a virtio console.
 *
 * @param name what the driver knows it by
 * @param source what the guest reads from it; empty: it never receives anything
 * @param sink where what the guest writes goes; empty: it is swallowed
 */
public record ConsolePort(String name, Optional<StreamSource> source, Optional<SerialOutput> sink) {
  /** A port that the guest reads from. */
  public static ConsolePort input(String name, StreamSource source) {
    return new ConsolePort(name, Optional.of(source), Optional.empty());
  }

  /** A port that the guest writes to. */
  public static ConsolePort output(String name, SerialOutput sink) {
    return new ConsolePort(name, Optional.empty(), Optional.of(sink));
  }
}
