package dev.ingot.cli;

import java.io.IOException;
import java.time.Duration;

/** Boots a guest on the machine that the options choose, and tells how it ended. */
final class GuestMachines {
  private GuestMachines() {}

  static GuestEnd boot(
      MachineOptions options, ObservationOptions observation, Guest guest, Stages stages)
      throws IOException, InterruptedException {
    boolean bundled = options.player() == MachineOptions.Player.EMULATOR;
    // No %d, for the reason of Stages.count.
    stages.done(
        "boot",
        "%s, %s, GICv%s, %s of RAM",
        bundled ? "reference machine" : "qemu-system-aarch64 -M virt",
        options.cpu(),
        options.gic(),
        options.memory().inMebibytes());
    GuestEnd end =
        bundled
            ? new BundledMachine(options, observation, stages).run(guest)
            : new QemuMachine(options, observation, stages).run(guest);
    if (end.how() == GuestEnd.How.CRASHED) {
      stages.always("end", describe(end));
    } else if (!stages.isQuiet()) {
      stages.done("end", "%s", describe(end));
    }
    return end;
  }

  private static String describe(GuestEnd end) {
    String instructions =
        end.instructions().isPresent()
            ? Stages.count(end.instructions().getAsLong()) + " instructions, "
            : "";
    return end.description() + "; " + instructions + seconds(end.wallTime());
  }

  /**
   * With two digits behind the point. Not by {@code %.2f}, for the reason of {@link Stages#count}.
   */
  private static String seconds(Duration time) {
    long hundredths = time.plusMillis(5).toMillis() / 10;
    long behindThePoint = hundredths % 100;
    return hundredths / 100 + (behindThePoint < 10 ? ".0" : ".") + behindThePoint + " s";
  }
}
