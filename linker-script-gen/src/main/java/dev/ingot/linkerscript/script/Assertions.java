package dev.ingot.linkerscript.script;

import dev.ingot.linkerscript.Layout.Placement;
import dev.ingot.linkerscript.MemoryRegion;
import java.util.List;

/**
 * The ASSERT commands: alignment, overlap and overflow, each with a message that names the part.
 */
final class Assertions {
  /** A part's start symbol and the alignment that the architecture asks of it, in bytes. */
  private record Alignment(String symbol, int bytes, String reason) {}

  private static final List<Alignment> ALIGNMENTS =
      List.of(
          new Alignment("__boot_start", 4096, "the image starts on a page"),
          new Alignment("__vectors_start", 2048, "VBAR_EL1 holds multiples of 2 KiB"),
          new Alignment("__rodata_start", 4096, "rodata starts on a page"),
          new Alignment("__data_start", 4096, "data starts on a page"),
          new Alignment("__bss_start", 4096, "bss starts on a page"),
          new Alignment("__stack_top", 16, "SP is a multiple of 16"),
          new Alignment("__page_tables_start", 4096, "translation tables are whole pages"));

  /**
   * The parts in the order in which they lie in one memory. GNU ld drops an empty part and gives
   * its address to the next one, so that an empty part's symbols may lie behind the next part's
   * start.
   */
  private static final List<List<String>> CODE_ORDER =
      List.of(List.of("boot", "vectors"), List.of("vectors", "text"), List.of("text", "rodata"));

  private static final String ZEROS_ORDER =
      """
      ASSERT(__data_end <= __bss_start, "data and bss overlap")
      ASSERT(__bss_end <= __stack_bottom, "bss and stack overlap")
      ASSERT(__stack_top <= __page_tables_start, "stack and page tables overlap")
      """;

  private final Placement placement;
  private final List<MemoryRegion> reserved;

  /**
   * @param placement where code and data go
   * @param reserved the reserved regions of RAM, which the parts must stay clear of
   */
  Assertions(Placement placement, List<MemoryRegion> reserved) {
    this.placement = placement;
    this.reserved = List.copyOf(reserved);
  }

  String text() {
    StringBuilder text = new StringBuilder("/* Alignment. */\n");
    for (Alignment alignment : ALIGNMENTS) {
      text.append(
          "ASSERT(%s %% %d == 0, \"%s\")\n"
              .formatted(alignment.symbol, alignment.bytes, alignment.reason));
    }
    text.append("\n/* Overlap. */\n");
    for (List<String> pair : CODE_ORDER) {
      text.append(
          "ASSERT(__%1$s_start == __%1$s_end || __%1$s_end <= __%2$s_start, \"%1$s and %2$s overlap\")\n"
              .formatted(pair.getFirst(), pair.getLast()));
    }
    text.append(
        placement.copiesData()
            ? "ASSERT(__rodata_end <= __data_load, \"rodata and the copy of data overlap\")\n"
            : "ASSERT(__rodata_end <= __data_start, \"rodata and data overlap\")\n");
    text.append(ZEROS_ORDER);
    String first = placement.copiesData() ? "__data_start" : "__image_start";
    for (MemoryRegion region : reserved) {
      text.append(
          """
          ASSERT(__page_tables_end <= __board_%s_start || %s >= __board_%1$s_end, "the image lies in the reserved region %1$s")
          """
              .formatted(region.name(), first));
    }
    return text.append("\n/* Overflow. */\n").append(overflow()).toString();
  }

  private String overflow() {
    String code = placement.code().name();
    String data = placement.data().name();
    String image =
        placement.copiesData()
            ? """
            ASSERT(__data_load + (__data_end - __data_start) <= ORIGIN(%s) + LENGTH(%1$s), "the image passes the end of %1$s")
            """
                .formatted(code)
            : "";
    return image
        + """
        ASSERT(__page_tables_end <= ORIGIN(%s) + LENGTH(%1$s), "data, bss, stack and page tables pass the end of %1$s")
        """
            .formatted(data);
  }
}
