package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds {@code runtime.firstmoduledata} by its first two words, which point to the function table,
 * and keeps only what every cross-reference confirms. Sections are not asked: they can be missing.
 * All matches are tried, because programs can hold bytes that look like a table (or hold a whole
 * other Go program).
 */
final class ModuleDataFinder {
  /** A function table and the moduledata that points to it. */
  record Match(PclntabHeader header, ModuleData moduleData) {}

  private final ImageMemory memory;

  private ModuleDataFinder(ElfImage image) {
    this.memory = image.memory();
  }

  /** Every confirmed pair; a well-formed program has exactly one. */
  static List<Match> findAll(ElfImage image, AddressWords addresses, List<PclntabHeader> headers) {
    return new ModuleDataFinder(image).find(addresses, headers);
  }

  private List<Match> find(AddressWords addresses, List<PclntabHeader> headers) {
    Map<Long, PclntabHeader> byAddress = new HashMap<>();
    headers.forEach(header -> byAddress.put(header.address(), header));
    List<Match> matches = new ArrayList<>();
    if (headers.isEmpty()) {
      return matches;
    }
    long lowest = byAddress.keySet().stream().mapToLong(Long::longValue).min().orElse(0);
    long highest = byAddress.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    addresses.forEachIn(
        lowest, highest, (address, word) -> addFitting(matches, address, byAddress.get(word)));
    return matches;
  }

  private void addFitting(List<Match> matches, long address, PclntabHeader header) {
    if (header == null || !pointsInto(address, header)) {
      return;
    }
    for (ModuleDataLayout layout : ModuleDataLayout.values()) {
      boolean sameReleases =
          layout.firstMinor() <= header.layout().lastMinor()
              && layout.lastMinor() >= header.layout().firstMinor();
      if (sameReleases && memory.contains(address, layout.minimumSize())) {
        ModuleData candidate = ModuleData.read(memory, address, layout);
        if (isOrdered(candidate) && fits(candidate) && agrees(candidate, header)) {
          matches.add(new Match(header, candidate));
          return;
        }
      }
    }
  }

  private boolean pointsInto(long at, PclntabHeader header) {
    return memory.contains(at, ModuleDataLayout.ENOPTRBSS + 8)
        && isSlice(at + ModuleDataLayout.FUNCNAMETAB, header.names())
        && isSlice(at + ModuleDataLayout.CUTAB, header.units())
        && isSlice(at + ModuleDataLayout.FILETAB, header.files())
        && isSlice(at + ModuleDataLayout.PCTAB, header.values())
        && isSlice(at + ModuleDataLayout.PCLNTABLE, header.functions())
        && isSlice(at + ModuleDataLayout.FTAB, header.functions())
        && memory.longAt(at + ModuleDataLayout.FTAB + 8) == header.functionCount() + 1;
  }

  /** A slice {pointer, length, capacity} to the VA that is full, as linked ones are. */
  private boolean isSlice(long at, long pointer) {
    return memory.longAt(at) == pointer && memory.longAt(at + 8) == memory.longAt(at + 16);
  }

  /**
   * Whether every stretch ends behind its start. A C linker puts {@code .data} before {@code
   * .noptrdata}, Go's own the other way round.
   */
  private static boolean isOrdered(ModuleData m) {
    return isAscending(m.text(), m.etext())
        && isAscending(m.noptrdata(), m.enoptrdata(), m.bss())
        && isAscending(m.data(), m.edata(), m.bss())
        && isAscending(m.bss(), m.ebss(), m.noptrbss(), m.enoptrbss(), m.end())
        && m.types() <= m.etypes();
  }

  private static boolean isAscending(long... addresses) {
    long previous = 0;
    for (long address : addresses) {
      if (address < previous) {
        return false;
      }
      previous = address;
    }
    return previous <= ElfBounds.ADDRESS_LIMIT;
  }

  /** Whether the fields behind {@code enoptrbss} make sense in this row. */
  private boolean fits(ModuleData m) {
    ModuleDataLayout layout = m.layout();
    long sections = m.address() + layout.textsectmap();
    long sectionCount = memory.longAt(sections + 8);
    boolean hasTextSections =
        sectionCount > 0
            && sectionCount == memory.longAt(sections + 16)
            && memory.contains(memory.longAt(sections), 24);
    boolean hasEnd =
        layout.epclntab() == ModuleDataLayout.ABSENT
            || isEndOfTable(m, memory.longAt(m.address() + layout.epclntab()));
    return hasTextSections
        && hasEnd
        && memory.contains(m.gcdata(), 1)
        && memory.contains(m.gcbss(), 1)
        && memory.contains(m.types(), m.etypes() - m.types())
        && memory.contains(m.text(), m.etext() - m.text())
        && memory.contains(m.noptrdata(), m.enoptrdata() - m.noptrdata())
        && memory.contains(m.data(), m.edata() - m.data());
  }

  private boolean isEndOfTable(ModuleData m, long end) {
    long table = memory.longAt(m.address());
    return end > table && memory.contains(table, end - table);
  }

  /** Whether both give the same first and last function. */
  private boolean agrees(ModuleData m, PclntabHeader header) {
    long first = header.entryOf(memory, 0, m.text());
    long last = header.entryOf(memory, (int) header.functionCount(), m.text());
    return memory.longAt(m.address() + ModuleDataLayout.MINPC) == first
        && memory.longAt(m.address() + ModuleDataLayout.MAXPC) == last
        && (header.textStart() == 0 || header.textStart() == m.text());
  }
}
