package dev.ingot.linkerscript;

import dev.ingot.linkerscript.MemoryRegion.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A machine as the image builder sees it: where memory lies and where a boot loader puts an image.
 *
 * @param name the board's name, as {@code --board} takes it
 * @param regions the physical address map; only reserved regions share bytes with others
 * @param imageAlignment the boot loader places an image at a multiple of this many bytes
 * @param imageOffset where the boot loader starts the image, in bytes from the start of RAM
 * @param timer the generic timer's interrupts, when they are known
 */
public record Board(
    String name,
    List<MemoryRegion> regions,
    long imageAlignment,
    long imageOffset,
    Optional<GenericTimer> timer) {

  private static final long MIB = 1L << 20;

  /**
   * QEMU's {@code virt}, with the addresses of {@code base_memmap} in QEMU 7.2's hw/arm/virt.c. An
   * arm64 Image whose text_offset is 0 is loaded 2 MiB behind the start of RAM, because QEMU keeps
   * its own start code at the bottom (hw/arm/boot.c, load_aarch64_image). For firmware in flash and
   * for ELF kernels above it, QEMU puts the device tree at the start of RAM (hw/arm/boot.c,
   * arm_load_kernel); it is 1 MiB long (virt.c, create_fdt).
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
            new MemoryRegion("flash", Use.FLASH, 0, 64 * MIB, "CFI flash that -bios fills"),
            new MemoryRegion("flash1", Use.FLASH, 64 * MIB, 64 * MIB, "CFI flash for variables"),
            new MemoryRegion("gic", Use.DEVICE, 0x0800_0000L, 0x0100_0000L, "GICv2 or GICv3"),
            new MemoryRegion("uart0", Use.DEVICE, 0x0900_0000L, 0x1000, "PL011, the console"),
            new MemoryRegion("rtc", Use.DEVICE, 0x0901_0000L, 0x1000, "PL031"),
            new MemoryRegion("uart1", Use.DEVICE, 0x0904_0000L, 0x1000, "PL011, secure"),
            new MemoryRegion(
                "dtb", Use.RESERVED, 0x4000_0000L, 2 * MIB, "QEMU's device tree and start code"),
            new MemoryRegion("ram", Use.RAM, 0x4000_0000L, ramBytes, "what -m gives")),
        2 * MIB,
        2 * MIB,
        Optional.of(GenericTimer.STANDARD));
  }

  /** A board whose timer is not known. */
  public Board(String name, List<MemoryRegion> regions, long imageAlignment, long imageOffset) {
    this(name, regions, imageAlignment, imageOffset, Optional.empty());
  }

  public Board {
    regions = List.copyOf(regions);
    Optional<Overlap> overlap = Overlap.in(regions);
    if (overlap.isPresent()) {
      throw new IllegalArgumentException("board %s: %s".formatted(name, overlap.orElseThrow()));
    }
    if (regions.stream().noneMatch(r -> r.use() == Use.RAM)) {
      throw new IllegalArgumentException("board %s has no RAM".formatted(name));
    }
  }

  /** The regions of one use, in the order of the map. */
  public Stream<MemoryRegion> regions(Use use) {
    return regions.stream().filter(r -> r.use() == use);
  }

  /** The bank of RAM that images are loaded into: the first one. */
  public MemoryRegion ram() {
    return regions(Use.RAM).findFirst().orElseThrow();
  }

  /** The physical address of an image's first byte. */
  public long imageAddress() {
    return ram().start() + imageOffset;
  }

  /**
   * The bytes that an image, with what it zero-fills behind itself, may take: up to the end of the
   * bank or the next reserved region. Zero when the image's address itself is not free.
   */
  public long imageRoom() {
    return freeRam(ram()).stream()
        .filter(free -> free.contains(imageAddress(), 1))
        .mapToLong(free -> free.end() - imageAddress())
        .findFirst()
        .orElse(0);
  }

  /** The parts of a bank that no reserved region takes, lowest first. */
  public List<MemoryRegion> freeRam(MemoryRegion bank) {
    List<MemoryRegion> free = new ArrayList<>();
    long from = bank.start();
    List<MemoryRegion> reserved =
        regions(Use.RESERVED)
            .filter(bank::overlaps)
            .sorted(Comparator.comparing(MemoryRegion::start, Long::compareUnsigned))
            .toList();
    for (MemoryRegion hole : reserved) {
      if (Long.compareUnsigned(hole.start(), from) > 0) {
        free.add(new MemoryRegion(bank.name(), Use.RAM, from, hole.start() - from, bank.note()));
      }
      from = Long.compareUnsigned(hole.end(), from) > 0 ? hole.end() : from;
    }
    if (Long.compareUnsigned(from, bank.end()) < 0) {
      free.add(new MemoryRegion(bank.name(), Use.RAM, from, bank.end() - from, bank.note()));
    }
    return free;
  }
}
