package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.VirtMemoryMap;
import java.util.Optional;

/** The GICD registers of GICv3 with affinity routing (Arm IHI 0069 section 12.9). */
final class Gicv3DistributorFrame extends GicFrame {
  private static final int GICD_CTLR = 0x0000;
  private static final int GICD_TYPER = 0x0004;
  private static final int GICD_IIDR = 0x0008;
  private static final int GICD_IROUTER = 0x6000;
  private static final int GICD_IROUTER_END = 0x8000;

  private static final int CTLR_ENABLE_GROUP0 = 1;
  private static final int CTLR_ENABLE_GROUP1 = 1 << 1;

  /** Affinity routing cannot be turned off. */
  private static final int CTLR_ARE = 1 << 4;

  /** A single security state. */
  private static final int CTLR_DS = 1 << 6;

  /** GICD_TYPER.IDbits: interrupt ids of 16 bits. */
  private static final int TYPER_ID_BITS = 15 << 19;

  /** GICD_TYPER.A3V: affinity level 3 may be other than zero. */
  private static final int TYPER_A3V = 1 << 24;

  private static final int TYPER_NO_1_OF_N = 1 << 25;

  /** GICD_IROUTER, low word: Aff2, Aff1 and Aff0; Interrupt_Routing_Mode is not implemented. */
  private static final int ROUTER_LOW_MASK = 0x00ff_ffff;

  /** GICD_IROUTER, high word: Aff3. */
  private static final int ROUTER_HIGH_MASK = 0xff;

  private final Gicv3 gic;
  private final InterruptTable table;

  /** Affinity of the target of every SPI, as written. */
  private final long[] router;

  Gicv3DistributorFrame(Gicv3 gic) {
    super(gic, VirtMemoryMap.GIC_DISTRIBUTOR_BASE, VirtMemoryMap.GIC_DISTRIBUTOR_SIZE);
    this.gic = gic;
    table = gic.table();
    router = new long[table.interruptCount()];
  }

  @Override
  public int readWord(int offset) {
    Optional<InterruptRegister> perInterrupt = InterruptRegister.at(offset);
    if (perInterrupt.isPresent()) {
      int first = perInterrupt.get().firstInterrupt(offset);
      return isShared(first)
          ? perInterrupt.get().read(table.block(first, 0), InterruptTable.bit(first))
          : 0;
    }
    if (offset >= GICD_IROUTER && offset < GICD_IROUTER_END) {
      int spi = routedInterrupt(offset);
      return isShared(spi) ? (int) (router[spi] >>> shiftOfHalf(offset)) : 0;
    }
    return switch (offset) {
      case GICD_CTLR ->
          (gic.forwarded(0) ? CTLR_ENABLE_GROUP0 : 0)
              | (gic.forwarded(1) ? CTLR_ENABLE_GROUP1 : 0)
              | CTLR_ARE
              | CTLR_DS;
      case GICD_TYPER ->
          table.interruptCount() / InterruptBlock.COUNT - 1
              | TYPER_ID_BITS
              | TYPER_A3V
              | TYPER_NO_1_OF_N;
      case GICD_IIDR -> GicIdentification.IIDR;
      default -> GicIdentification.V3_DISTRIBUTOR.read(offset);
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    Optional<InterruptRegister> perInterrupt = InterruptRegister.at(offset);
    if (perInterrupt.isPresent()) {
      int first = perInterrupt.get().firstInterrupt(offset);
      if (isShared(first)) {
        perInterrupt.get().write(table.block(first, 0), InterruptTable.bit(first), value, lanes);
      }
    } else if (offset >= GICD_IROUTER && offset < GICD_IROUTER_END) {
      writeRouter(offset, value, lanes);
    } else if (offset == GICD_CTLR && (lanes & 1) != 0) {
      gic.forward(0, (value & CTLR_ENABLE_GROUP0) != 0);
      gic.forward(1, (value & CTLR_ENABLE_GROUP1) != 0);
    }
  }

  /** With affinity routing the private interrupts are in the redistributors; zero here. */
  private boolean isShared(int intId) {
    return intId >= InterruptTable.FIRST_SPI && intId < table.interruptCount();
  }

  private static int routedInterrupt(int offset) {
    return (offset - GICD_IROUTER) / Long.BYTES;
  }

  private static int shiftOfHalf(int offset) {
    return offset % Long.BYTES * Byte.SIZE;
  }

  private void writeRouter(int offset, int value, int lanes) {
    int spi = routedInterrupt(offset);
    if (!isShared(spi)) {
      return;
    }
    int shift = shiftOfHalf(offset);
    int mask = shift == 0 ? ROUTER_LOW_MASK : ROUTER_HIGH_MASK;
    long changed = Integer.toUnsignedLong(lanes & mask) << shift;
    router[spi] = router[spi] & ~changed | Integer.toUnsignedLong(value & mask) << shift;
    boolean exists = router[spi] < table.cpuCount();
    table.setRoute(spi, exists ? 1 << (int) router[spi] : 0);
  }
}
