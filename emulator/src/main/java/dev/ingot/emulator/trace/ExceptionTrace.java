package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DebugRegister;
import dev.ingot.emulator.cpu.ExceptionObserver;
import java.util.ArrayList;
import java.util.List;

/** A line for each exception and each return from one. */
public final class ExceptionTrace implements ExceptionObserver {
  private final TraceLines lines;
  private final TraceFilter filter;
  private final CodePlaces places;

  /**
   * @param filter of names such as {@code svc}, {@code irq}, {@code data-abort} and {@code return},
   *     of functions, and of addresses where exceptions happen
   */
  public ExceptionTrace(TraceLines lines, TraceFilter filter, CodePlaces places) {
    this.lines = lines;
    this.filter = filter;
    this.places = places;
  }

  @Override
  public void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress) {
    String name = Syndromes.name(kind, syndrome);
    if (shows(name, cpu.pc())) {
      String what =
          kind == Kind.SYNCHRONOUS
              ? Syndromes.describe(syndrome, DebugRegister.FAR_EL1.read(cpu))
              : name;
      lines.print(
          cpu, "EL%d %s at %s".formatted(cpu.exceptionLevel(), what, places.describe(cpu.pc())));
    }
  }

  @Override
  public void returned(Cpu cpu, long address) {
    if (shows("return", address)) {
      lines.print(
          cpu, "return to EL%d %s".formatted(cpu.exceptionLevel(), places.describe(address)));
    }
  }

  private boolean shows(String name, long address) {
    if (filter.showsAll()) {
      return true;
    }
    List<String> names = new ArrayList<>(List.of(name));
    places.function(address).ifPresent(names::add);
    return filter.shows(address, names);
  }
}
