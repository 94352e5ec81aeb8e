package dev.ingot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How a person looks into a guest while it runs. */
final class ObservationOptions extends OptionGroup {
  private static final int MOST_PORT = 65_535;

  private final Argument<Integer> gdb =
      Option.of(Integer.class, "--gdb")
          .label("PORT")
          .says(
              "Wait at reset for GDB (target remote localhost:PORT) and run as it says; 0 takes a"
                  + " free port and says which.")
          .in(model);

  private final Argument<List<TraceRequest>> traces =
      Option.converted(TraceRequest.class, TraceRequest::parse, "--trace")
          .label("EVENTS[:FILTER]")
          .says(
              "Write a line for each of: syscalls, exceptions, instructions or branches; as often"
                  + " as wanted. FILTER: names of calls, exceptions or functions with * for"
                  + " anything, or address ranges 0xFROM-0xTO, with commas between them; !ITEM"
                  + " leaves out (emulator only).")
          .repeatableIn(model);

  private final Argument<Path> traceFile =
      Option.path("--trace-file")
          .label("FILE")
          .says("Where the traces go instead of stderr.")
          .in(model);

  private final Argument<Path> profile =
      Option.path("--profile")
          .label("FILE")
          .says(
              "Write where the guest spent its instructions, for: go tool pprof FILE (emulator"
                  + " only).")
          .in(model);

  private final Argument<CrashReports> crashReports =
      Option.oneOf(CrashReports.values(), "--crash-report")
          .label("WHETHER")
          .orElse("on")
          .says(
              "When the guest dies, tell on stderr where it was: call stack, registers, last"
                  + " system calls, memory map; on or off (emulator only). Default:"
                  + " ${DEFAULT-VALUE}.")
          .in(model);

  ObservationOptions(CommandSpec model) {
    super(model);
  }

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
    return profile.ifGiven();
  }

  boolean reportsCrashes() {
    return crashReports.value() == CrashReports.ON;
  }

  List<TraceRequest> traces() {
    if (traceFile.isGiven() && traces.value().isEmpty()) {
      throw usage(
          "--trace-file %s: without --trace there is nothing to write"
              .formatted(traceFile.value()));
    }
    return traces.value();
  }

  Optional<Path> traceFile() {
    return traceFile.ifGiven();
  }

  /**
   * Refuses what only the bundled machine can show.
   *
   * @throws ParameterException when it was asked for
   */
  void requireNothingOfTheBundledMachine() {
    if (!traces().isEmpty() || profile.isGiven()) {
      throw usage("--trace, --profile: QEMU does not do this; --machine emulator does");
    }
  }

  /** The TCP port to wait at for a debugger, 0 for any. */
  OptionalInt gdb() {
    if (!gdb.isGiven()) {
      return OptionalInt.empty();
    }
    int port = gdb.value();
    if (port < 0 || port > MOST_PORT) {
      throw usage("--gdb %d: it has to be 0 to %d".formatted(port, MOST_PORT));
    }
    return OptionalInt.of(port);
  }

  /** The same for QEMU, which does not tell which port it took. */
  OptionalInt gdbOfQemu() {
    if (gdb.isGiven() && gdb.value() == 0) {
      throw usage("--gdb 0: name a port, QEMU does not say which one it takes");
    }
    return gdb();
  }
}
