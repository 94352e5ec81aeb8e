package dev.ingot.benchmarks.truth;

import dev.ingot.benchmarks.toolchain.Command;
import dev.ingot.goelf.ModuleData;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The truth by a C linker's own records ({@code ld --emit-relocs}), as readelf prints them. */
final class RelocationRecords {
  /** Offset, info, type, value of the symbol, its name and the addend. */
  private static final Pattern RECORD =
      Pattern.compile(
          "^([0-9a-f]{16}) +[0-9a-f]+ R_AARCH64_(\\w+) +([0-9a-f]{16}) .* ([+-]) ([0-9a-f]+)$");

  private static final Pattern TABLE = Pattern.compile("^Relocation section '\\.rela([^']*)'.*");

  private RelocationRecords() {}

  static List<Score> scores(Linked linked) {
    ModuleData moduleData = linked.moduleData();
    Set<Long> pairs = new TreeSet<>();
    Set<Long> pointers = new TreeSet<>();
    boolean[] isLoaded = {false};
    Command.lines(
        List.of("aarch64-linux-gnu-readelf", "-rW", linked.file().toString()),
        line -> {
          Matcher table = TABLE.matcher(line);
          if (table.matches()) {
            isLoaded[0] = !table.group(1).startsWith(".debug");
          }
          Matcher record = isLoaded[0] ? RECORD.matcher(line) : null;
          if (record != null && record.matches()) {
            long place = Long.parseLong(record.group(1), 16);
            long addend = Long.parseUnsignedLong(record.group(5), 16);
            long target =
                Long.parseUnsignedLong(record.group(3), 16)
                    + (record.group(4).equals("-") ? -addend : addend);
            if (moduleData.isText(place)
                && record.group(2).startsWith("ADR_PREL_PG_HI21")
                && moduleData.isZeroFilled(target)) {
              pairs.add(place);
            } else if (record.group(2).equals("ABS64")
                && isGoData(moduleData, place)
                && linked.refersToBss(place, target)) {
              pointers.add(place);
            }
          }
        });
    return List.of(
        Score.of("ADRP pairs", pairs, linked.references().pages()),
        Score.of("pointers", pointers, linked.references().pointers()));
  }

  /** C's data stands in the same sections, before and behind Go's. */
  private static boolean isGoData(ModuleData m, long place) {
    return place >= m.data() && place < m.edata()
        || place >= m.noptrdata() && place < m.enoptrdata()
        || place >= m.types() && place < m.etypes()
        || place >= m.address() && place < m.address() + 0x200;
  }
}
