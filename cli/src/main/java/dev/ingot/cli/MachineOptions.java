package dev.ingot.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The machine that an image boots on. */
final class MachineOptions extends OptionGroup {
  private static final long LEAST_MEMORY = 32L << 20;
  private static final long MOST_MEMORY = 16L << 30;

  /** Who plays the machine. */
  enum Player {
    EMULATOR,
    QEMU;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Argument<Player> player =
      Option.oneOf(Player.values(), "--machine")
          .label("MACHINE")
          .orElse("emulator")
          .says(
              "emulator (the bundled reference machine) or qemu (qemu-system-aarch64 -M virt)."
                  + " Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<ByteSize> memory =
      Option.converted(ByteSize.class, ByteSize::parse, "-m", "--memory")
          .label("SIZE")
          .orElse("512M")
          .says("RAM, 32M to 16G. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Integer> cpus =
      Option.of(int.class, "--cpus")
          .label("N")
          .orElse("1")
          .says("CPUs of the machine, 1 to 8. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<String> cpu =
      Option.of(String.class, "--cpu")
          .label("MODEL")
          .orElse("max")
          .says("cortex-a57, cortex-a72 or max. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Boolean> el2 =
      Option.flag("--el2")
          .says(
              "Start at EL2, as on boards whose firmware leaves it to the image, rather than at"
                  + " EL1.")
          .in(model);

  private final Argument<Integer> gic =
      Option.of(int.class, "--gic")
          .label("VERSION")
          .orElse("3")
          .says("Interrupt controller, GICv2 or GICv3: 2 or 3. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<List<Path>> disks =
      Option.path("--blk")
          .label("FILE")
          .says(
              "A virtio block device with the file's contents; repeatable. What the guest writes"
                  + " is kept in memory and gone at the end.")
          .repeatableIn(model);

  private final Argument<Double> timeout =
      Option.of(Double.class, "--timeout")
          .label("SECONDS")
          .says("End the run, with exit status 4, after this much wall time.")
          .in(model);

  private final Argument<Long> maxInstructions =
      Option.of(Long.class, "--max-instructions")
          .label("N")
          .says("End the run, with exit status 4, after N instructions (emulator only).")
          .in(model);

  private final Argument<Clock> clock =
      Option.oneOf(Clock.values(), "--clock")
          .label("CLOCK")
          .orElse("fixed")
          .says(
              "The wall clock at start: fixed (2026-01-01T00:00:00Z, so that runs repeat) or host"
                  + " (emulator only). Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Long> seed =
      Option.of(long.class, "--seed")
          .label("N")
          .orElse("1")
          .says(
              "The machine's only entropy; the same seed gives the same run (emulator only)."
                  + " Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Translation> translation =
      Option.oneOf(Translation.values(), "--translator")
          .label("WHETHER")
          .orElse("on")
          .says(
              "Translate hot guest code into JVM bytecode, on or off; both give the same run"
                  + " (emulator only). Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Path> keptTranslations =
      Option.path("--keep-translations")
          .label("FOLDER")
          .says(
              "Keep what was translated in a file in FOLDER, so that the next run of the same image"
                  + " starts warm. It is code that this command runs: let nobody else write there"
                  + " (emulator only).")
          .in(model);

  private final Argument<FloatingPointOption> floatingPoint =
      Option.oneOf(FloatingPointOption.values(), "--fp")
          .label("HOW")
          .orElse("fast")
          .says(
              "Floating point in translated code: fast (exact results; the exception flags of FPSR"
                  + " read as zero) or exact (with these flags) (emulator only). Default:"
                  + " ${DEFAULT-VALUE}.")
          .in(model);

  MachineOptions(CommandSpec model) {
    super(model);
  }

  /** Whether hot code is translated. */
  enum Translation {
    ON,
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What translated floating-point code keeps. */
  enum FloatingPointOption {
    FAST,
    EXACT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the guest's wall clock starts at. */
  enum Clock {
    FIXED,
    HOST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Player player() {
    return player.value();
  }

  ByteSize memory() {
    ByteSize size = memory.value();
    if (size.bytes() < LEAST_MEMORY || size.bytes() > MOST_MEMORY) {
      throw usage("--memory %s: it has to be 32M to 16G".formatted(size.inMebibytes()));
    }
    return size;
  }

  int cpus() {
    int count = cpus.value();
    if (count < 1 || count > 8) {
      throw usage("--cpus %d: it has to be 1 to 8".formatted(count));
    }
    return count;
  }

  String cpu() {
    String name = cpu.value();
    return switch (name) {
      case "cortex-a57", "cortex-a72", "max" -> name;
      default ->
          throw usage("--cpu %s: it has to be cortex-a57, cortex-a72 or max".formatted(name));
    };
  }

  boolean el2() {
    return el2.value();
  }

  List<Path> disks() {
    return List.copyOf(disks.value());
  }

  int gic() {
    int version = gic.value();
    if (version != 2 && version != 3) {
      throw usage("--gic %d: it has to be 2 or 3".formatted(version));
    }
    return version;
  }

  Optional<Duration> timeout() {
    if (!timeout.isGiven()) {
      return Optional.empty();
    }
    double seconds = timeout.value();
    if (!(seconds > 0) || seconds > 1e9) {
      throw usage("--timeout %s: it has to be above 0, in seconds".formatted(seconds));
    }
    return Optional.of(Duration.ofNanos((long) (seconds * 1e9)));
  }

  /** The most instructions that a run may take; {@link Long#MAX_VALUE} when none was given. */
  long maxInstructions() {
    long most = maxInstructions.ifGiven().orElse(Long.MAX_VALUE);
    if (most < 1) {
      throw usage("--max-instructions %d: it has to be 1 or more".formatted(most));
    }
    return most;
  }

  Translation translation() {
    return translation.value();
  }

  /** The folder of files with translations, if there is one and something to keep there. */
  Optional<Path> keptTranslations() {
    if (keptTranslations.isGiven() && translation() == Translation.OFF) {
      throw usage("--keep-translations: with --translator=off there are none");
    }
    return keptTranslations.ifGiven();
  }

  FloatingPointOption floatingPoint() {
    return floatingPoint.value();
  }

  /**
   * Refuses what only the bundled machine can do.
   *
   * @throws ParameterException when it was asked for
   */
  void requireNothingOfTheBundledMachine() {
    if (keptTranslations.isGiven()) {
      throw usage("--keep-translations: QEMU does not do this; --machine emulator does");
    }
  }

  Clock clock() {
    return clock.value();
  }

  long seed() {
    return seed.value();
  }
}
