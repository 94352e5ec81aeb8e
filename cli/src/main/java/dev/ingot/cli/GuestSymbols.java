package dev.ingot.cli;

import dev.ingot.emulator.SourceLocation;
import dev.ingot.emulator.Symbolizer;
import dev.ingot.goelf.GoProgram;
import dev.ingot.nucleus.Nucleus;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Names addresses of a running image: of the program by its function table, of the nucleus by the
 * symbols that ship with it. The program is read when the first address is asked for, if ever.
 */
final class GuestSymbols implements Symbolizer {
  private final Supplier<Optional<GoProgram>> reader;
  private Optional<GoProgram> program;

  private GuestSymbols(Supplier<Optional<GoProgram>> reader) {
    this.reader = reader;
  }

  static GuestSymbols of(Supplier<Optional<GoProgram>> reader) {
    return new GuestSymbols(reader);
  }

  @Override
  public Optional<SourceLocation> locate(long address) {
    // The upper half of the address space is the nucleus's (docs/contracts.md, section 4).
    return address < 0 ? inNucleus(address) : inProgram(address);
  }

  private static Optional<SourceLocation> inNucleus(long address) {
    return Nucleus.shipped()
        .lookup(address)
        .map(place -> new SourceLocation("nucleus " + place.symbol(), place.offset(), "", 0));
  }

  private Optional<SourceLocation> inProgram(long address) {
    if (program == null) {
      program = reader.get();
    }
    return program
        .flatMap(go -> go.locate(address))
        .map(at -> new SourceLocation(at.function(), at.offset(), at.file(), at.line()));
  }
}
