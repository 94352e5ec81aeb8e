package dev.ingot.cli;

import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What a command line gives for an option or a parameter; to be asked when it has been read.
 *
 * @param model what picocli knows of it, and where it leaves the value
 * @param <T> the type of the value
 */
record Argument<T>(ArgSpec model) {
  /**
   * The value that was given, or else the default.
   *
   * @throws IllegalStateException when there is neither: then {@link #ifGiven} is to be asked
   */
  T value() {
    return ifGiven()
        .orElseThrow(() -> new IllegalStateException(model + " was not given and has no default"));
  }

  /** The value that was given, or else the default if it has one. */
  Optional<T> ifGiven() {
    T value = model.getValue();
    return Optional.ofNullable(value);
  }

  /** Whether it was given or has a default. */
  boolean isGiven() {
    return model.getValue() != null;
  }
}
