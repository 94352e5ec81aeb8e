package dev.ingot.emulator.device.fdt;

/**
 * The node {@code /chosen}: what a boot loader tells the kernel beside the hardware (Linux
 * Documentation/devicetree/bindings/chosen.txt).
 *
 * @param bootArguments {@code bootargs}; empty leaves the property out
 * @param rngSeed {@code rng-seed}; empty leaves the property out
 * @param initialRamDisk where the initial RAM disk lies
 */
public record Chosen(String bootArguments, byte[] rngSeed, RamDisk initialRamDisk) {
  /**
   * An initial RAM disk in memory.
   *
   * @param start physical address of its first byte
   * @param end physical address behind its last byte; the same as {@code start} if there is none
   */
  public record RamDisk(long start, long end) {
    /** No RAM disk: the properties are left out. */
    public static final RamDisk NONE = new RamDisk(0, 0);

    boolean exists() {
      return start != end;
    }
  }

  /** Without a RAM disk. */
  public Chosen(String bootArguments, byte[] rngSeed) {
    this(bootArguments, rngSeed, RamDisk.NONE);
  }

  void describe(DeviceTreeNode node, String standardOutput) {
    if (!bootArguments.isEmpty()) {
      node.strings("bootargs", bootArguments);
    }
    node.strings("stdout-path", standardOutput);
    if (rngSeed.length > 0) {
      node.bytes("rng-seed", rngSeed);
    }
    if (initialRamDisk.exists()) {
      node.wideCells("linux,initrd-start", initialRamDisk.start());
      node.wideCells("linux,initrd-end", initialRamDisk.end());
    }
  }
}
