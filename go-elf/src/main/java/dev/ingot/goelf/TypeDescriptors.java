package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds type descriptors whose pointer mask is made on demand (Go 1.24 and newer, {@code
 * TFlagGCMaskOnDemand} of src/internal/abi/type.go): their {@code GCData} points to a one-word
 * cache, which newer linkers place in {@code .noptrbss}.
 *
 * <p>A descriptor is recognised by its shape around the pointer. A number that happens to equal a
 * VA has no such surroundings.
 */
public final class TypeDescriptors {
  /** First release with {@code TFlagGCMaskOnDemand}. */
  private static final int FIRST_MINOR = 24;

  private static final int SIZE = 0;
  private static final int POINTER_BYTES = 8;
  private static final int FLAGS = 20;
  private static final int ALIGNMENT = 21;
  private static final int FIELD_ALIGNMENT = 22;
  private static final int KIND = 23;
  private static final int GC_DATA = 32;
  private static final int DESCRIPTOR_SIZE = 48;
  private static final int FLAG_GC_MASK_ON_DEMAND = 1 << 4;
  private static final int HIGHEST_KIND = 26;
  private static final int KIND_BITS = 0x1f;

  private TypeDescriptors() {}

  /**
   * VAs of the {@code GCData} words that point into the zero-filled data, ascending.
   *
   * @param moduleData says where types and zero-filled data lie
   */
  public static List<Long> onDemandMaskPointers(
      ElfImage image, ModuleData moduleData, GoRelease release) {
    List<Long> found = new ArrayList<>();
    if (release.lastMinor() < FIRST_MINOR) {
      return found;
    }
    ImageMemory memory = image.memory();
    long first = moduleData.types() + GC_DATA;
    long end = moduleData.etypes() - (DESCRIPTOR_SIZE - GC_DATA) + Long.BYTES;
    LoadedWords.forEachBlock(
        image,
        first,
        end,
        (address, words, count) -> {
          for (int i = 0; i < count; i++) {
            long at = address + (long) i * Long.BYTES;
            if (moduleData.isZeroFilled(words[i]) && isDescriptor(memory, at - GC_DATA)) {
              found.add(at);
            }
          }
        });
    return found;
  }

  private static boolean isDescriptor(ImageMemory memory, long type) {
    long size = memory.longAt(type + SIZE);
    long pointerBytes = memory.longAt(type + POINTER_BYTES);
    int kind = memory.byteAt(type + KIND) & KIND_BITS;
    return pointerBytes > 0
        && pointerBytes <= size
        && pointerBytes % 8 == 0
        && (memory.byteAt(type + FLAGS) & FLAG_GC_MASK_ON_DEMAND) != 0
        && isAlignment(memory.byteAt(type + ALIGNMENT))
        && isAlignment(memory.byteAt(type + FIELD_ALIGNMENT))
        && kind > 0
        && kind <= HIGHEST_KIND;
  }

  private static boolean isAlignment(int value) {
    return value == 1 || value == 2 || value == 4 || value == 8;
  }
}
