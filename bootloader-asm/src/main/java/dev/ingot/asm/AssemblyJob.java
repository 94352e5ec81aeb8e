package dev.ingot.asm;

import dev.ingot.asm.link.MemoryLayout;
import dev.ingot.asm.source.SourceFiles;
import dev.ingot.asm.source.SourceText;
import java.util.List;
import java.util.Map;

/**
 * What to assemble.
 *
 * @param units assembled each on its own and laid out in this order
 * @param files where includes are found
 * @param predefined numbers that every unit finds defined, by name
 * @param layout where sections go
 */
public record AssemblyJob(
    List<SourceText> units, SourceFiles files, Map<String, Long> predefined, MemoryLayout layout) {

  /** Copies the collections. */
  public AssemblyJob {
    units = List.copyOf(units);
    predefined = Map.copyOf(predefined);
  }

  /** One source without includes, at a base address, sections aligned to 16 bytes. */
  public static AssemblyJob of(SourceText source, long base) {
    return new AssemblyJob(
        List.of(source), SourceFiles.none(), Map.of(), new MemoryLayout(base, 16));
  }
}
