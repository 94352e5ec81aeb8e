package dev.ingot.conformance;

import java.util.Locale;

/**
 * The machine that the images boot on.
 *
 * @param player who plays it
 * @param cpus 1 to 8
 */
record GuestMachine(Player player, int cpus) {
  /** The values of {@code ingot boot --machine}. */
  enum Player {
    QEMU,
    EMULATOR
  }

  /** What {@code --machine} is called with; bundled is the reference machine. */
  static GuestMachine of(String name, int cpus) {
    return new GuestMachine(
        switch (name.toLowerCase(Locale.ROOT)) {
          case "qemu" -> Player.QEMU;
          case "bundled", "emulator" -> Player.EMULATOR;
          default -> throw new IllegalArgumentException(name + ": it has to be qemu or bundled");
        },
        cpus);
  }

  String option() {
    return player.name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  String description() {
    String name =
        switch (player) {
          case QEMU -> "QEMU virt";
          case EMULATOR -> "the bundled reference machine";
        };
    return "%s, %d CPU%s".formatted(name, cpus, cpus == 1 ? "" : "s");
  }

  /** For file names. */
  String tag() {
    return "%s-%d".formatted(option(), cpus);
  }
}
