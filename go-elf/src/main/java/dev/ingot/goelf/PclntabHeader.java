package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code runtime.pcHeader}, or bytes that look like one: only a moduledata that points back makes
 * it certain.
 *
 * @param address VA
 * @param functionCount rows of the function table
 * @param textStart VA that entry offsets count from; 0 since Go 1.26, and before Go 1.18
 * @param names VA of the function names
 * @param units VA of the compilation units' file numbers
 * @param files VA of the file names
 * @param values VA of the pc-value tables
 * @param functions VA of the function table and the {@code _func} records
 */
record PclntabHeader(
    PclntabLayout layout,
    long address,
    long functionCount,
    long textStart,
    long names,
    long units,
    long files,
    long values,
    long functions) {

  /** What a scan of the loaded bytes saw: headers worth a try, and magics that are too old. */
  record Candidates(List<PclntabHeader> headers, List<Long> tooOld) {}

  /**
   * Tries words that can begin a header.
   *
   * @param addresses VAs of words whose upper half is {@link PclntabLayout#ARM64_SIZES}
   */
  static Candidates at(ElfImage image, List<Long> addresses) {
    List<PclntabHeader> headers = new ArrayList<>();
    List<Long> tooOld = new ArrayList<>();
    ImageMemory memory = image.memory();
    for (long address : addresses) {
      int magic = memory.wordAt(address);
      PclntabLayout.ofMagic(magic)
          .flatMap(layout -> read(memory, layout, address))
          .ifPresent(headers::add);
      if (magic == PclntabLayout.MAGIC_1_2) {
        tooOld.add(address);
      }
    }
    return new Candidates(List.copyOf(headers), List.copyOf(tooOld));
  }

  private static Optional<PclntabHeader> read(
      ImageMemory memory, PclntabLayout layout, long address) {
    if (!memory.contains(address, layout.headerSize())) {
      return Optional.empty();
    }
    PclntabHeader header =
        new PclntabHeader(
            layout,
            address,
            memory.longAt(address + PclntabLayout.NFUNC),
            layout.hasAbsoluteEntries() ? 0 : memory.longAt(address + layout.textStart()),
            address + memory.longAt(address + layout.funcnameOffset()),
            address + memory.longAt(address + layout.cuOffset()),
            address + memory.longAt(address + layout.filetabOffset()),
            address + memory.longAt(address + layout.pctabOffset()),
            address + memory.longAt(address + layout.pclnOffset()));
    return header.isPlausible(memory) ? Optional.of(header) : Optional.empty();
  }

  private boolean isPlausible(ImageMemory memory) {
    return functionCount > 0
        && functionCount < Integer.MAX_VALUE / layout.rowSize()
        && address < names
        && names <= units
        && units <= files
        && files <= values
        && values <= functions
        && memory.contains(functions, functionCount * layout.rowSize() + layout.entrySize());
  }

  /**
   * VA of a function.
   *
   * @param index its row; behind the last one is the end of the last function
   * @param text VA that entry offsets count from
   */
  long entryOf(ImageMemory memory, int index, long text) {
    long row = row(index);
    return layout.hasAbsoluteEntries()
        ? memory.longAt(row)
        : text + (memory.wordAt(row) & 0xffffffffL);
  }

  /** VA of the function's {@code _func}. */
  long recordOf(ImageMemory memory, int index) {
    long offset = row(index) + layout.entrySize();
    return functions
        + (layout.hasAbsoluteEntries()
            ? memory.longAt(offset)
            : memory.wordAt(offset) & 0xffffffffL);
  }

  private long row(int index) {
    return functions + (long) index * layout.rowSize();
  }
}
