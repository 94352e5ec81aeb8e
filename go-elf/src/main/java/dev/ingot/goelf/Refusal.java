package dev.ingot.goelf;

import java.util.Objects;

/**
 * Why an input is refused: the five things its owner needs to put it right.
 *
 * @param file the input's name, without its folder
 * @param place where in it: a file offset ({@code offset 0x40}), a virtual address ({@code VA
 *     0x411000}) or a field ({@code e_machine})
 * @param found what stands there
 * @param allowed what could stand there
 * @param remedy what to do about it
 */
public record Refusal(String file, String place, String found, String allowed, String remedy) {
  public Refusal {
    Objects.requireNonNull(file);
    Objects.requireNonNull(place);
    Objects.requireNonNull(found);
    Objects.requireNonNull(allowed);
    Objects.requireNonNull(remedy);
  }

  /** All of it on one line. */
  public String asLine() {
    return "%s: %s: found %s, allowed is %s; %s".formatted(file, place, found, allowed, remedy);
  }
}
