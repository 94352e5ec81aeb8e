package dev.ingot.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The machine that an image boots on. */
final class MachineOptions {
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

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--machine",
      paramLabel = "MACHINE",
      defaultValue = "emulator",
      description =
          "emulator (the bundled reference machine) or qemu (qemu-system-aarch64 -M virt)."
              + " Default: ${DEFAULT-VALUE}.")
  private Player player;

  @Option(
      names = {"-m", "--memory"},
      paramLabel = "SIZE",
      defaultValue = "512M",
      converter = ByteSize.Converter.class,
      description = "RAM, 32M to 16G. Default: ${DEFAULT-VALUE}.")
  private ByteSize memory;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "1",
      description = "CPUs of the machine, 1 to 8. Default: ${DEFAULT-VALUE}.")
  private int cpus;

  @Option(
      names = "--cpu",
      paramLabel = "MODEL",
      defaultValue = "max",
      description = "cortex-a57, cortex-a72 or max. Default: ${DEFAULT-VALUE}.")
  private String cpu;

  @Option(
      names = "--el2",
      description =
          "Start at EL2, as on boards whose firmware leaves it to the image, rather than at EL1.")
  private boolean el2;

  @Option(
      names = "--gic",
      paramLabel = "VERSION",
      defaultValue = "3",
      description = "Interrupt controller, GICv2 or GICv3: 2 or 3. Default: ${DEFAULT-VALUE}.")
  private int gic;

  @Option(
      names = "--blk",
      paramLabel = "FILE",
      description =
          "A virtio block device with the file's contents; repeatable. What the guest writes is"
              + " kept in memory and gone at the end.")
  private List<Path> disks = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "End the run, with exit status 4, after this much wall time.")
  private Double timeout;

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description = "End the run, with exit status 4, after N instructions (emulator only).")
  private Long maxInstructions;

  @Option(
      names = "--clock",
      paramLabel = "CLOCK",
      defaultValue = "fixed",
      description =
          "The wall clock at start: fixed (2026-01-01T00:00:00Z, so that runs repeat) or host"
              + " (emulator only). Default: ${DEFAULT-VALUE}.")
  private Clock clock;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The machine's only entropy; the same seed gives the same run (emulator only). Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--translator",
      paramLabel = "WHETHER",
      defaultValue = "on",
      description =
          "Translate hot guest code into JVM bytecode, on or off; both give the same run"
              + " (emulator only). Default: ${DEFAULT-VALUE}.")
  private Translation translation;

  @Option(
      names = "--fp",
      paramLabel = "HOW",
      defaultValue = "fast",
      description =
          "Floating point in translated code: fast (exact results; the exception flags of FPSR read"
              + " as zero) or exact (with these flags) (emulator only). Default: ${DEFAULT-VALUE}.")
  private FloatingPointOption floatingPoint;

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
    return player;
  }

  ByteSize memory() {
    if (memory.bytes() < LEAST_MEMORY || memory.bytes() > MOST_MEMORY) {
      throw usage("--memory %s: it has to be 32M to 16G".formatted(memory.inMebibytes()));
    }
    return memory;
  }

  int cpus() {
    if (cpus < 1 || cpus > 8) {
      throw usage("--cpus %d: it has to be 1 to 8".formatted(cpus));
    }
    return cpus;
  }

  String cpu() {
    return switch (cpu) {
      case "cortex-a57", "cortex-a72", "max" -> cpu;
      default -> throw usage("--cpu %s: it has to be cortex-a57, cortex-a72 or max".formatted(cpu));
    };
  }

  boolean el2() {
    return el2;
  }

  List<Path> disks() {
    return List.copyOf(disks);
  }

  int gic() {
    if (gic != 2 && gic != 3) {
      throw usage("--gic %d: it has to be 2 or 3".formatted(gic));
    }
    return gic;
  }

  Optional<Duration> timeout() {
    if (timeout == null) {
      return Optional.empty();
    }
    if (!(timeout > 0) || timeout > 1e9) {
      throw usage("--timeout %s: it has to be above 0, in seconds".formatted(timeout));
    }
    return Optional.of(Duration.ofNanos((long) (timeout * 1e9)));
  }

  /** The most instructions that a run may take; {@link Long#MAX_VALUE} when none was given. */
  long maxInstructions() {
    if (maxInstructions == null) {
      return Long.MAX_VALUE;
    }
    if (maxInstructions < 1) {
      throw usage("--max-instructions %d: it has to be 1 or more".formatted(maxInstructions));
    }
    return maxInstructions;
  }

  Translation translation() {
    return translation;
  }

  FloatingPointOption floatingPoint() {
    return floatingPoint;
  }

  Clock clock() {
    return clock;
  }

  long seed() {
    return seed;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
