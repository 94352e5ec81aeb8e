package dev.ingot.cli;

import dev.ingot.asm.Assembly;
import dev.ingot.asm.RelocatableUnits;
import dev.ingot.asm.link.AddressSymbol;
import dev.ingot.asm.link.LinkedImage;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.patcher.Bytes;
import dev.ingot.patcher.UserCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A source file of the user's, assembled, for the patcher to place. */
final class AssembledSource implements UserCode {
  /** Pages of the stub segment: its parts are placed no more exactly than that. */
  private static final long LARGEST_ALIGNMENT = 4096;

  private final String name;
  private final RelocatableUnits units;

  /**
   * @param name the file's, without its folder
   * @throws RefusedException when it asks for more alignment than there is
   */
  AssembledSource(String name, RelocatableUnits units) {
    this.name = name;
    this.units = units;
    if (units.extent().alignment() > LARGEST_ALIGNMENT) {
      throw refuse(
          "a section aligned to %d bytes".formatted(units.extent().alignment()),
          "up to %d bytes".formatted(LARGEST_ALIGNMENT),
          "ask for less alignment");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int codeSize() {
    return Math.toIntExact(units.extent().imageSize());
  }

  @Override
  public int zerosSize() {
    return Math.toIntExact(units.extent().zerosSize());
  }

  @Override
  public int alignment() {
    return Math.toIntExact(units.extent().alignment());
  }

  @Override
  public Placed placeAt(long code, long zeros, Symbols symbols) {
    return switch (units.link(code, zeros, symbols::addressOf)) {
      case Assembly.Rejected rejected -> throw new WrongSourceException(rejected.diagnostics());
      case Assembly.Assembled assembled -> placed(assembled.image());
    };
  }

  private Placed placed(LinkedImage image) {
    Map<String, Long> labels = new LinkedHashMap<>();
    image.symbols().forEach(symbol -> labels.put(symbol.name(), symbol.address()));
    if (!labels.get("__data_start").equals(labels.get("__data_end"))) {
      throw refuse(
          "bytes in .data",
          "none: user code is loaded without write permission",
          "put constants into .rodata, and variables into .bss, which starts as zeros");
    }
    labels.keySet().removeAll(named(image, AddressSymbol.Rank.BOUNDARY));
    return new Placed(Bytes.of(image.bytes()), labels, named(image, AddressSymbol.Rank.GLOBAL));
  }

  private static Set<String> named(LinkedImage image, AddressSymbol.Rank rank) {
    return image.symbols().stream()
        .filter(symbol -> symbol.rank() == rank)
        .map(AddressSymbol::name)
        .collect(Collectors.toSet());
  }

  private RefusedException refuse(String found, String allowed, String remedy) {
    return new RefusedException(new Refusal(name, "sections", found, allowed, remedy));
  }
}
