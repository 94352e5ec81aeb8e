package dev.ingot.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Boots a guest on the machine that the options choose, and tells how it ended. */
final class GuestMachines {
  private GuestMachines() {}

  static GuestEnd boot(
      MachineOptions options, ObservationOptions observation, Guest guest, Stages stages)
      throws IOException, InterruptedException {
    boolean bundled = options.player() == MachineOptions.Player.EMULATOR;
    stages.done(
        "boot",
        "%s, %s, GICv%d, %s of RAM",
        bundled ? "reference machine" : "qemu-system-aarch64 -M virt",
        options.cpu(),
        options.gic(),
        options.memory().inMebibytes());
    GuestEnd end =
        bundled
            ? new BundledMachine(options, observation, stages).run(guest)
            : new QemuMachine(options, observation, stages).run(guest);
    String instructions =
        end.instructions().isPresent()
            ? "%s instructions, ".formatted(Stages.count(end.instructions().getAsLong()))
            : "";
    String line = "%s; %s%s".formatted(end.description(), instructions, seconds(end.wallTime()));
    if (end.how() == GuestEnd.How.CRASHED) {
      stages.always("end", line);
    } else {
      stages.done("end", "%s", line);
    }
    return end;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }
}
