package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.trace.BranchTrace;
import dev.ingot.emulator.trace.CodePlaces;
import dev.ingot.emulator.trace.ExceptionTrace;
import dev.ingot.emulator.trace.InstructionTrace;
import dev.ingot.emulator.trace.SystemCallText;
import dev.ingot.emulator.trace.SystemCallTrace;
import dev.ingot.emulator.trace.TraceFilter;
import dev.ingot.emulator.trace.TraceLines;
import dev.ingot.nucleus.SystemCallNames;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The traces of one run, in one file or on stderr. */
final class GuestTraces implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final PrintStream out;
  private final Optional<Path> file;
  private boolean hooks;
  private final List<SystemCallTrace> systemCalls = new ArrayList<>();

  private GuestTraces(OutputStream target, Optional<Path> file) {
    this.file = file;
    out = new PrintStream(target, file.isEmpty(), StandardCharsets.UTF_8);
  }

  /** A file is written in large pieces; on stderr a line stands where the guest's own would. */
  private static GuestTraces into(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return new GuestTraces(new FileOutputStream(FileDescriptor.err), file);
    }
    OutputStream target = Files.newOutputStream(file.get());
    GuestTraces traces = new GuestTraces(new BufferedOutputStream(target, BUFFER_BYTES), file);
    // What led to a run that had to be killed is what its trace was made for.
    ShutdownHook _ = new ShutdownHook(traces.out::flush);
    return traces;
  }

  /** Has a machine that has not run yet write what is asked for. */
  static GuestTraces of(
      Machine machine, CodePlaces places, List<TraceRequest> requests, Optional<Path> file)
      throws IOException {
    if (requests.isEmpty()) {
      return new GuestTraces(OutputStream.nullOutputStream(), Optional.empty());
    }
    GuestTraces traces = into(file);
    TraceLines lines = new TraceLines(traces.out, machine);
    for (TraceRequest request : requests) {
      TraceFilter filter = request.filter();
      switch (request.events()) {
        case SYSCALLS -> {
          SystemCallText text = new SystemCallText(SystemCallNames::of);
          SystemCallTrace trace = new SystemCallTrace(lines, filter, places, text);
          traces.systemCalls.add(trace);
          machine.observeExceptions(trace);
        }
        case EXCEPTIONS -> machine.observeExceptions(new ExceptionTrace(lines, filter, places));
        case INSTRUCTIONS ->
            traces.hook(machine, new InstructionTrace(lines, filter, places, machine));
        case BRANCHES -> traces.hook(machine, new BranchTrace(lines, filter, places));
      }
    }
    return traces;
  }

  private void hook(Machine machine, DecodeHook trace) {
    machine.addHook(trace);
    hooks = true;
  }

  /** Whether instructions are looked at, so that nothing is translated. */
  boolean interpret() {
    return hooks;
  }

  /**
   * Writes the rest.
   *
   * @throws IOException when not all of the trace could be written
   */
  @Override
  public void close() throws IOException {
    systemCalls.forEach(SystemCallTrace::close);
    out.flush();
    boolean failed = out.checkError();
    if (file.isPresent()) {
      out.close();
      if (failed) {
        throw new IOException(
            file.get() + ": the trace could not be written to its end; is the disk full?");
      }
    }
  }
}
