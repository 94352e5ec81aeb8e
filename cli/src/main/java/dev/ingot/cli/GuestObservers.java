package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.profile.Profiler;
import dev.ingot.emulator.trace.CodePlaces;
import dev.ingot.emulator.trace.CrashReport;
import dev.ingot.emulator.trace.FlightRecorder;
import dev.ingot.emulator.trace.SystemCallText;
import dev.ingot.nucleus.SystemCallNames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Everything that looks on while a guest runs on the bundled machine, and writes what it saw. */
final class GuestObservers implements AutoCloseable {
  /** Linux's number of exit_group for arm64 (include/uapi/asm-generic/unistd.h). */
  private static final long EXIT_GROUP = 94;

  private final String name;
  private final CodePlaces places;
  private final GuestTraces traces;
  private final Optional<Path> profileFile;
  private final Optional<Profiler> profiler;
  private final Optional<TranslationFile> translations;
  private final Optional<FlightRecorder> recorder;
  private final Optional<RunCutShort> cutShort;

  private GuestObservers(
      Machine machine,
      Guest guest,
      ObservationOptions options,
      boolean interprets,
      Optional<TranslationFile> translations)
      throws IOException {
    this.translations = translations;
    name = guest.name();
    places = new CodePlaces(guest.symbolizer());
    traces = GuestTraces.of(machine, places, options.traces(), options.traceFile());
    profileFile = options.profile();
    if (profileFile.isPresent()) {
      Files.write(profileFile.get(), new byte[0]); // To fail at once where that is not possible.
    }
    profiler = profileFile.map(_ -> Profiler.of(machine, places));
    recorder =
        options.reportsCrashes() ? Optional.of(FlightRecorder.of(machine)) : Optional.empty();
    if (interprets || options.gdb().isPresent() || traces.interpret()) {
      recorder.ifPresent(FlightRecorder::recordBranches);
    }
    boolean writes =
        profiler.isPresent() || !options.traces().isEmpty() || translations.isPresent();
    // A debugger's machine stands still most of the time, and ends when the debugger says so.
    cutShort =
        writes && options.gdb().isEmpty()
            ? Optional.of(new RunCutShort(machine))
            : Optional.empty();
  }

  /**
   * Lets everything that was asked for look at a machine that has not run yet.
   *
   * @param interprets whether the machine translates nothing, so that branches can be recorded
   * @param translations where those are kept that the machine makes
   */
  static GuestObservers of(
      Machine machine,
      Guest guest,
      ObservationOptions options,
      boolean interprets,
      Optional<TranslationFile> translations)
      throws IOException {
    return new GuestObservers(machine, guest, options, interprets, translations);
  }

  /**
   * Tells how the guest died, if it did.
   *
   * @param description the outcome in words
   */
  void report(Outcome outcome, String description, PrintStream err) {
    if (recorder.isPresent() && died(outcome, recorder.get())) {
      SystemCallText calls = new SystemCallText(SystemCallNames::of);
      err.println("--- crash report: " + description + " ---");
      err.print(CrashReport.of(recorder.get(), places, calls));
      err.println("--- end of the crash report ---");
    }
  }

  private static boolean died(Outcome outcome, FlightRecorder recorder) {
    return switch (outcome) {
      case Outcome.PoweredOff _, Outcome.Reset _, Outcome.Halted _ -> false;
      case Outcome.Exited exited ->
          exited.status() > ExitStatus.SIGNAL_BASE
              && recorder.unfinishedCalls().stream().noneMatch(call -> call.number() == EXIT_GROUP);
      default -> true;
    };
  }

  /**
   * Writes what was seen. Does not return when a signal ends the JVM.
   *
   * @throws IOException when not all of it could be written
   */
  @Override
  public void close() throws IOException {
    try {
      traces.close();
      if (translations.isPresent()) {
        translations.get().write();
      }
      if (profiler.isPresent()) {
        try (OutputStream out = Files.newOutputStream(profileFile.orElseThrow())) {
          profiler.get().writeTo(out, name);
        }
      }
    } finally {
      cutShort.ifPresent(RunCutShort::close);
    }
  }
}
