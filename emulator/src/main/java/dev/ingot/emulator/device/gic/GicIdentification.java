package dev.ingot.emulator.device.gic;

/**
 * The identification registers of GIC frames: twelve words at the end of a frame, one byte each
 * (PIDR4 to PIDR7, PIDR0 to PIDR3, CIDR0 to CIDR3), and the implementer registers.
 *
 * <p>Source: Arm IHI 0048B and Arm IHI 0069, "Identification registers"; the values are those of
 * the GIC-400 (Arm DDI 0471) and the GIC-500 (Arm DDI 0516), which QEMU also shows.
 */
enum GicIdentification {
  /** GICv2: architecture revision 2 in PIDR2. */
  V2(0xfd0, 0x04, 0x002b_b490),

  /** GICv3 distributor: architecture revision 3 in PIDR2. */
  V3_DISTRIBUTOR(0xffd0, 0x44, 0x003b_b492),

  /** GICv3 redistributor. */
  V3_REDISTRIBUTOR(0xffd0, 0x44, 0x003b_b493);

  /** GICD_IIDR and GICR_IIDR: implementer Arm (JEP106 0x43b), product, variant, revision 0. */
  static final int IIDR = 0x43b;

  /** GICC_IIDR: implementer Arm, architecture version 2. */
  static final int V2_CPU_INTERFACE_IIDR = 0x0002_043b;

  private static final int COMPONENT_ID = 0xb105_f00d;

  private final int firstOffset;
  private final int peripheralId4;
  private final int peripheralId;

  GicIdentification(int firstOffset, int peripheralId4, int peripheralId) {
    this.firstOffset = firstOffset;
    this.peripheralId4 = peripheralId4;
    this.peripheralId = peripheralId;
  }

  /** The identification register at {@code offset}, or zero if there is none. */
  int read(int offset) {
    if (offset < firstOffset) {
      return 0;
    }
    int index = (offset - firstOffset) / Integer.BYTES;
    int source =
        switch (index / Integer.BYTES) {
          case 0 -> peripheralId4;
          case 1 -> peripheralId;
          case 2 -> COMPONENT_ID;
          default -> 0;
        };
    return source >>> index % Integer.BYTES * Byte.SIZE & 0xff;
  }
}
