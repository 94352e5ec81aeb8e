package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The addresses that a position-independent program gets when it is loaded at the addresses it was
 * linked for: each {@code R_AARCH64_RELATIVE} record (ELF for the Arm 64-bit Architecture, "Dynamic
 * relocations") puts its addend where it points. Go's linker leaves these words 0 in the file.
 */
final class RelativeRelocations {
  private static final int RELATIVE = 1027;

  private static final int DYNAMIC_ENTRY_SIZE = 16;
  private static final long DT_NULL = 0;
  private static final long DT_RELA = 7;
  private static final long DT_RELASZ = 8;

  /** {@code Elf64_Rela}: VA, info, addend. */
  private static final int RECORD_SIZE = 24;

  private static final int INFO = 8;
  private static final int ADDEND = 16;

  private RelativeRelocations() {}

  /**
   * The file's bytes with every addend in its place.
   *
   * @throws RefusedException when the records or their places are not in the file
   */
  static LoadedBytes applied(ElfImage image) {
    ByteBuffer file = image.bytes();
    ImageMemory memory = new ImageMemory(image, LoadedBytes.of(file));
    LoadedBytes.Filling loaded = new LoadedBytes.Filling(file);
    Map<Long, Long> dynamic = dynamicEntries(image);
    long size = dynamic.getOrDefault(DT_RELASZ, 0L);
    if (size > 0) {
      int table = memory.offsetOf(dynamic.getOrDefault(DT_RELA, 0L), size);
      for (int at = table; at <= table + size - RECORD_SIZE; at += RECORD_SIZE) {
        if ((int) file.getLong(at + INFO) == RELATIVE) {
          loaded.put(memory.offsetOf(file.getLong(at), Long.BYTES), file.getLong(at + ADDEND));
        }
      }
    }
    return loaded.done();
  }

  private static Map<Long, Long> dynamicEntries(ElfImage image) {
    Map<Long, Long> entries = new HashMap<>();
    ByteBuffer file = image.bytes();
    for (ElfSegment segment : image.segments()) {
      if (segment.type() == ElfSegment.DYNAMIC) {
        long end = segment.endOffset() - DYNAMIC_ENTRY_SIZE;
        for (long at = segment.offset(); at <= end; at += DYNAMIC_ENTRY_SIZE) {
          long tag = file.getLong((int) at);
          if (tag == DT_NULL) {
            break;
          }
          entries.put(tag, file.getLong((int) at + Long.BYTES));
        }
      }
    }
    return entries;
  }
}
