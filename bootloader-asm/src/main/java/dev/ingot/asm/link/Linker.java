package dev.ingot.asm.link;

import dev.ingot.asm.object.ObjectUnit;
import dev.ingot.asm.object.Section;
import dev.ingot.asm.object.Symbol;
import dev.ingot.asm.source.Diagnostics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays units out and fills in what depends on addresses. */
public final class Linker {
  /** Largest image, bytes. */
  private static final long MAX_IMAGE = 512L << 20;

  private final List<ObjectUnit> units;
  private final MemoryLayout layout;
  private final Diagnostics diagnostics;
  private final Map<String, Long> boundaries = new HashMap<>();
  private long imageEnd;
  private long bssStart;
  private long bssEnd;

  private Linker(List<ObjectUnit> units, MemoryLayout layout, Diagnostics diagnostics) {
    this.units = units;
    this.layout = layout;
    this.diagnostics = diagnostics;
  }

  /**
   * Links units.
   *
   * @param units in the order of their text, each without errors
   * @param layout where sections go
   * @param externals names that no unit defines
   * @param diagnostics takes all errors
   * @return the image, which is of use only without errors
   */
  public static LinkedImage link(
      List<ObjectUnit> units,
      MemoryLayout layout,
      ExternalSymbols externals,
      Diagnostics diagnostics) {
    Linker linker = new Linker(units, layout, diagnostics);
    linker.checkSections();
    linker.place();
    if (diagnostics.hasErrors()) {
      return new LinkedImage(layout.base(), new byte[0], 0, List.of());
    }
    GlobalSymbols globals = new GlobalSymbols(units, linker.boundaries, externals, diagnostics);
    FixupResolver resolver = new FixupResolver(globals, diagnostics);
    units.forEach(unit -> unit.fixups().forEach(resolver::resolve));
    return new LinkedImage(
        layout.base(), linker.bytes(), linker.bssEnd - linker.bssStart, linker.symbols());
  }

  /**
   * The room that units need at a base that is aligned as they ask for.
   *
   * @param leastAlignment of their sections, bytes
   * @param diagnostics takes all errors
   */
  public static Extent extent(
      List<ObjectUnit> units, long leastAlignment, Diagnostics diagnostics) {
    long alignment =
        units.stream()
            .flatMap(unit -> unit.sections().stream())
            .mapToLong(Section::alignment)
            .reduce(leastAlignment, Math::max);
    Linker linker = new Linker(units, new MemoryLayout(0, alignment), diagnostics);
    linker.checkSections();
    linker.place();
    return new Extent(linker.imageEnd, linker.bssEnd - linker.bssStart, alignment);
  }

  private void checkSections() {
    Set<String> known = new HashSet<>();
    MemoryLayout.PARTS.forEach(part -> known.addAll(part.sections()));
    for (ObjectUnit unit : units) {
      for (Section section : unit.sections()) {
        if (section.size() > 0 && !known.contains(section.name())) {
          diagnostics.error(
              null,
              unit.name()
                  + ": section '"
                  + section.name()
                  + "' has no place in the image (known: .head .text .rodata .data .bss)");
        }
      }
    }
  }

  private void place() {
    long at = layout.base();
    for (MemoryLayout.Part part : MemoryLayout.PARTS) {
      boolean zeros = part.name().equals("bss");
      if (zeros) {
        imageEnd = at;
        at = layout.zeros().orElse(at);
        bssStart = at;
      }
      boundaries.put(part.startSymbol(), at);
      for (String name : part.sections()) {
        for (ObjectUnit unit : units) {
          for (Section section : unit.sections()) {
            if (section.name().equals(name)) {
              at = alignUp(at, section.alignment());
              section.placeAt(at);
              at += section.size();
            }
          }
        }
      }
      at = alignUp(at, layout.sectionAlignment());
      boundaries.put(part.endSymbol(), at);
    }
    bssEnd = at;
    if (imageEnd - layout.base() > MAX_IMAGE) {
      diagnostics.error(
          null, "image has " + (imageEnd - layout.base()) + " bytes; allowed are " + MAX_IMAGE);
    }
  }

  private static long alignUp(long address, long alignment) {
    return (address + alignment - 1) & -alignment;
  }

  private byte[] bytes() {
    byte[] image = new byte[(int) (imageEnd - layout.base())];
    for (ObjectUnit unit : units) {
      for (Section section : unit.sections()) {
        if (!section.isNoBits() && section.size() > 0) {
          section.write(image, (int) (section.address() - layout.base()));
        }
      }
    }
    return image;
  }

  private List<AddressSymbol> symbols() {
    List<AddressSymbol> symbols = new ArrayList<>();
    boundaries.forEach(
        (name, address) ->
            symbols.add(new AddressSymbol(address, name, AddressSymbol.Rank.BOUNDARY)));
    for (ObjectUnit unit : units) {
      for (Symbol symbol : unit.symbols().named()) {
        if (symbol.position() != null && !symbol.isTemporary()) {
          long address = symbol.position().section().address() + symbol.position().sectionOffset();
          symbols.add(
              new AddressSymbol(
                  address,
                  symbol.name(),
                  symbol.isGlobal() ? AddressSymbol.Rank.GLOBAL : AddressSymbol.Rank.LOCAL));
        }
      }
    }
    Collections.sort(symbols);
    return List.copyOf(symbols);
  }
}
