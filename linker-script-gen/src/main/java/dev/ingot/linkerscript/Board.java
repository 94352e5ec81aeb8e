package dev.ingot.linkerscript;

import dev.ingot.linkerscript.MemoryRegion.Use;
import java.util.List;

/**
 * A machine as the image builder sees it: where memory lies and where a boot loader puts an image.
 *
 * @param name the board's name, as {@code --board} takes it
 * @param regions the physical address map, without overlaps, RAM last
 * @param imageAlignment the boot loader places an image at a multiple of this many bytes
 * @param imageOffset where the boot loader starts the image, in bytes from the start of RAM
 */
public record Board(
    String name, List<MemoryRegion> regions, long imageAlignment, long imageOffset) {

  private static final long MIB = 1L << 20;

  /**
   * QEMU's {@code virt}, with the addresses of {@code base_memmap} in QEMU 7.2's hw/arm/virt.c. An
   * arm64 Image whose text_offset is 0 is loaded 2 MiB behind the start of RAM, because QEMU keeps
   * its own start code at the bottom (hw/arm/boot.c, load_aarch64_image).
   *
   * @param ramBytes RAM in bytes, what {@code -m} gives; at least 16 MiB
   */
  public static Board qemuVirt(long ramBytes) {
    if (ramBytes < 16 * MIB) {
      throw new IllegalArgumentException(
          "%d bytes of RAM; qemu-virt takes 16 MiB or more".formatted(ramBytes));
    }
    return new Board(
        "qemu-virt",
        List.of(
            new MemoryRegion("flash", Use.FLASH, 0, 128 * MIB),
            new MemoryRegion("gic", Use.DEVICE, 0x0800_0000L, 0x0100_0000L),
            new MemoryRegion("uart0", Use.DEVICE, 0x0900_0000L, 0x1000),
            new MemoryRegion("rtc", Use.DEVICE, 0x0901_0000L, 0x1000),
            new MemoryRegion("uart1", Use.DEVICE, 0x0904_0000L, 0x1000),
            new MemoryRegion("ram", Use.RAM, 0x4000_0000L, ramBytes)),
        2 * MIB,
        2 * MIB);
  }

  public Board {
    regions = List.copyOf(regions);
    for (int i = 0; i < regions.size(); i++) {
      for (int j = i + 1; j < regions.size(); j++) {
        if (regions.get(i).overlaps(regions.get(j))) {
          throw new IllegalArgumentException(
              "board %s: %s and %s overlap".formatted(name, regions.get(i), regions.get(j)));
        }
      }
    }
    if (regions.stream().noneMatch(r -> r.use() == Use.RAM)) {
      throw new IllegalArgumentException("board %s has no RAM".formatted(name));
    }
  }

  /** The bank of RAM that images are loaded into: the first one. */
  public MemoryRegion ram() {
    return regions.stream().filter(r -> r.use() == Use.RAM).findFirst().orElseThrow();
  }

  /** The physical address of an image's first byte. */
  public long imageAddress() {
    return ram().start() + imageOffset;
  }

  /** The bytes that an image, with what it zero-fills behind itself, may take. */
  public long imageRoom() {
    return ram().end() - imageAddress();
  }
}
