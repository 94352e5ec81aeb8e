package dev.ingot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a person looks into a guest while it runs. */
final class ObservationOptions {
  private static final int MOST_PORT = 65_535;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--gdb",
      paramLabel = "PORT",
      description =
          "Wait at reset for GDB (target remote localhost:PORT) and run as it says; 0 takes a free"
              + " port and says which.")
  private Integer gdb;

  @Option(
      names = "--trace",
      paramLabel = "EVENTS[:FILTER]",
      converter = TraceRequest.Converter.class,
      description =
          "Write a line for each of: syscalls, exceptions, instructions or branches; as often as"
              + " wanted. FILTER: names of calls, exceptions or functions with * for anything, or"
              + " address ranges 0xFROM-0xTO, with commas between them; !ITEM leaves out"
              + " (emulator only).")
  private List<TraceRequest> traces = new ArrayList<>();

  @Option(
      names = "--trace-file",
      paramLabel = "FILE",
      description = "Where the traces go instead of stderr.")
  private Path traceFile;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "Write where the guest spent its instructions, for: go tool pprof FILE (emulator only).")
  private Path profile;

  @Option(
      names = "--crash-report",
      paramLabel = "WHETHER",
      defaultValue = "on",
      description =
          "When the guest dies, tell on stderr where it was: call stack, registers, last system"
              + " calls, memory map; on or off (emulator only). Default: ${DEFAULT-VALUE}.")
  private CrashReports crashReports;

  /** Whether a death is reported. */
  enum CrashReports {
    ON,
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Optional<Path> profile() {
    return Optional.ofNullable(profile);
  }

  boolean reportsCrashes() {
    return crashReports == CrashReports.ON;
  }

  List<TraceRequest> traces() {
    if (traceFile != null && traces.isEmpty()) {
      throw usage(
          "--trace-file %s: without --trace there is nothing to write".formatted(traceFile));
    }
    return traces;
  }

  Optional<Path> traceFile() {
    return Optional.ofNullable(traceFile);
  }

  /**
   * Refuses what only the bundled machine can show.
   *
   * @throws ParameterException when it was asked for
   */
  void requireNothingOfTheBundledMachine() {
    if (!traces().isEmpty() || profile != null) {
      throw usage("--trace, --profile: QEMU does not do this; --machine emulator does");
    }
  }

  /** The TCP port to wait at for a debugger, 0 for any. */
  OptionalInt gdb() {
    if (gdb == null) {
      return OptionalInt.empty();
    }
    if (gdb < 0 || gdb > MOST_PORT) {
      throw usage("--gdb %d: it has to be 0 to %d".formatted(gdb, MOST_PORT));
    }
    return OptionalInt.of(gdb);
  }

  /** The same for QEMU, which does not tell which port it took. */
  OptionalInt gdbOfQemu() {
    if (gdb != null && gdb == 0) {
      throw usage("--gdb 0: name a port, QEMU does not say which one it takes");
    }
    return gdb();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
