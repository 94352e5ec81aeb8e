package dev.ingot.linkerscript.script;

import dev.ingot.linkerscript.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What readelf says of a linked file.
 *
 * @param sections by name
 * @param symbols values by name
 * @param segments the PT_LOAD segments, in the order of the program headers
 */
record LinkedFile(
    Map<String, Section> sections, Map<String, Long> symbols, List<Segment> segments) {
  /** A section: its type as readelf calls it, address and size in bytes. */
  record Section(String type, long address, long size) {}

  /** A PT_LOAD segment: addresses and sizes in bytes, and its flags as readelf writes them. */
  record Segment(long virtual, long physical, long fileSize, long memorySize, String flags) {}

  private static final Pattern SECTION =
      Pattern.compile("\\] (\\.\\S+) +([A-Z_]+) +([0-9a-f]{16}) [0-9a-f]+ ([0-9a-f]+)");
  private static final Pattern SEGMENT =
      Pattern.compile(
          "LOAD +0x[0-9a-f]+ 0x([0-9a-f]+) 0x([0-9a-f]+) 0x([0-9a-f]+) 0x([0-9a-f]+) ([RWE ]+?)"
              + " +0x");
  private static final Pattern SYMBOL =
      Pattern.compile(": ([0-9a-f]{16}) .* (__[a-z0-9_]+)$", Pattern.MULTILINE);

  static LinkedFile read(Path folder, String name) throws IOException, InterruptedException {
    String text =
        Tool.require("aarch64-linux-gnu-readelf").output(folder, "--wide", "-l", "-S", "-s", name);
    Map<String, Section> sections = new HashMap<>();
    SECTION
        .matcher(text)
        .results()
        .forEach(m -> sections.put(m.group(1), new Section(m.group(2), hex(m, 3), hex(m, 4))));
    Map<String, Long> symbols = new HashMap<>();
    SYMBOL.matcher(text).results().forEach(m -> symbols.put(m.group(2), hex(m, 1)));
    List<Segment> segments =
        SEGMENT
            .matcher(text)
            .results()
            .map(m -> new Segment(hex(m, 1), hex(m, 2), hex(m, 3), hex(m, 4), m.group(5).strip()))
            .toList();
    return new LinkedFile(sections, symbols, segments);
  }

  private static long hex(MatchResult match, int group) {
    return Long.parseUnsignedLong(match.group(group), 16);
  }

  long symbol(String name) {
    return symbols.get(name);
  }

  Section section(String name) {
    return sections.get(name);
  }

  /** The segment that starts with a section. */
  Segment segmentOf(String section) {
    long address = section(section).address();
    return segments.stream().filter(s -> s.virtual() == address).findFirst().orElseThrow();
  }
}
