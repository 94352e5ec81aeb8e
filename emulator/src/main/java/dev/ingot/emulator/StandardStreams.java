package dev.ingot.emulator;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Byte streams that reach the program as its standard descriptors, untouched and with their end,
 * through named ports of a virtio console. A stream that is left out stays with the UARTs.
 *
 * @param input port {@value #INPUT_PORT}
 * @param output port {@value #OUTPUT_PORT}
 * @param error port {@value #ERROR_PORT}
 */
public record StandardStreams(
    Optional<InputStream> input, Optional<OutputStream> output, Optional<OutputStream> error) {
  /** Name of the port that becomes file descriptor 0. */
  public static final String INPUT_PORT = "ingot.stdin";

  /** Name of the port that becomes file descriptor 1. */
  public static final String OUTPUT_PORT = "ingot.stdout";

  /** Name of the port that becomes file descriptor 2. */
  public static final String ERROR_PORT = "ingot.stderr";

  /** No such stream: the machine has no virtio console. */
  public static StandardStreams none() {
    return new StandardStreams(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** All three. */
  public static StandardStreams of(InputStream input, OutputStream output, OutputStream error) {
    return new StandardStreams(Optional.of(input), Optional.of(output), Optional.of(error));
  }

  boolean isEmpty() {
    return input.isEmpty() && output.isEmpty() && error.isEmpty();
  }
}
