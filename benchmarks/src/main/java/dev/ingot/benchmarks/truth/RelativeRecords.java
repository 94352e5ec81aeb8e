package dev.ingot.benchmarks.truth;

import dev.ingot.benchmarks.toolchain.Command;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The truth by Go's linker's records for the dynamic loader: in a position-independent program each
 * absolute address has one, as readelf prints it.
 */
final class RelativeRecords {
  private static final Pattern RECORD =
      Pattern.compile("^([0-9a-f]{16}) +[0-9a-f]+ R_AARCH64_RELATIVE +([0-9a-f]+)$");

  private RelativeRecords() {}

  static List<Score> scores(Linked linked) {
    Set<Long> pointers = new TreeSet<>();
    Command.lines(
        List.of("aarch64-linux-gnu-readelf", "-rW", linked.file().toString()),
        line -> {
          Matcher record = RECORD.matcher(line.strip());
          if (record.matches()) {
            long place = Long.parseLong(record.group(1), 16);
            if (linked.refersToBss(place, Long.parseUnsignedLong(record.group(2), 16))) {
              pointers.add(place);
            }
          }
        });
    return List.of(Score.of("pointers", pointers, linked.references().pointers()));
  }
}
