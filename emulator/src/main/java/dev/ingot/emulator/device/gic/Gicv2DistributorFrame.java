package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.VirtMemoryMap;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The GICD registers of GICv2 (Arm IHI 0048B section 4.3). */
final class Gicv2DistributorFrame extends GicFrame {
  private static final int GICD_CTLR = 0x000;
  private static final int GICD_TYPER = 0x004;
  private static final int GICD_IIDR = 0x008;
  private static final int GICD_ITARGETSR = 0x800;
  private static final int GICD_ITARGETSR_END = 0xc00;
  private static final int GICD_SGIR = 0xf00;
  private static final int GICD_CPENDSGIR = 0xf10;
  private static final int GICD_SPENDSGIR = 0xf20;
  private static final int GICD_SPENDSGIR_END = 0xf30;

  /** GICD_SGIR.TargetListFilter: to the CPUs of the list, to all others, to oneself. */
  private static final int FILTER_LIST = 0;

  private static final int FILTER_OTHERS = 1;
  private static final int FILTER_SELF = 2;

  private final Gicv2 gic;
  private final InterruptTable table;
  private final IntSupplier accessingCpu;

  Gicv2DistributorFrame(Gicv2 gic, IntSupplier accessingCpu) {
    super(gic, VirtMemoryMap.GIC_DISTRIBUTOR_BASE, VirtMemoryMap.GIC_DISTRIBUTOR_SIZE);
    this.gic = gic;
    this.table = gic.table();
    this.accessingCpu = accessingCpu;
  }

  @Override
  public int readWord(int offset) {
    Optional<InterruptRegister> perInterrupt = InterruptRegister.at(offset);
    if (perInterrupt.isPresent()) {
      int first = perInterrupt.get().firstInterrupt(offset);
      return first < table.interruptCount()
          ? perInterrupt.get().read(block(first), InterruptTable.bit(first))
          : 0;
    }
    if (offset >= GICD_ITARGETSR && offset < GICD_ITARGETSR_END) {
      return readTargets(offset - GICD_ITARGETSR);
    }
    if (offset >= GICD_CPENDSGIR && offset < GICD_SPENDSGIR_END) {
      return readSgiSources(offset & 0xf);
    }
    return switch (offset) {
      case GICD_CTLR -> (gic.forwarded(0) ? 1 : 0) | (gic.forwarded(1) ? 2 : 0);
      case GICD_TYPER ->
          table.interruptCount() / InterruptBlock.COUNT - 1 | table.cpuCount() - 1 << 5;
      case GICD_IIDR -> GicIdentification.IIDR;
      default -> GicIdentification.V2.read(offset);
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    Optional<InterruptRegister> perInterrupt = InterruptRegister.at(offset);
    if (perInterrupt.isPresent()) {
      int first = perInterrupt.get().firstInterrupt(offset);
      if (first < table.interruptCount()) {
        perInterrupt.get().write(block(first), InterruptTable.bit(first), value, lanes);
      }
    } else if (offset >= GICD_ITARGETSR && offset < GICD_ITARGETSR_END) {
      writeTargets(offset - GICD_ITARGETSR, value, lanes);
    } else if (offset >= GICD_CPENDSGIR && offset < GICD_SPENDSGIR_END) {
      writeSgiSources(offset, value);
    } else if (offset == GICD_SGIR) {
      sendSgi(value);
    } else if (offset == GICD_CTLR && (lanes & 1) != 0) {
      gic.forward(0, (value & 1) != 0);
      gic.forward(1, (value & 2) != 0);
    }
  }

  private InterruptBlock block(int intId) {
    return table.block(intId, accessingCpu.getAsInt());
  }

  /** One byte of CPUs an interrupt; read-only for the private ones, zero with one CPU. */
  private int readTargets(int firstInterrupt) {
    if (table.cpuCount() == 1 || firstInterrupt >= table.interruptCount()) {
      return 0;
    }
    int word = 0;
    for (int lane = 0; lane < Integer.BYTES; lane++) {
      int intId = firstInterrupt + lane;
      int cpus =
          intId < InterruptTable.FIRST_SPI ? 1 << accessingCpu.getAsInt() : table.route(intId);
      word |= cpus << lane * Byte.SIZE;
    }
    return word;
  }

  private void writeTargets(int firstInterrupt, int value, int lanes) {
    if (table.cpuCount() == 1
        || firstInterrupt < InterruptTable.FIRST_SPI
        || firstInterrupt >= table.interruptCount()) {
      return;
    }
    for (int lane = 0; lane < Integer.BYTES; lane++) {
      int shift = lane * Byte.SIZE;
      if ((lanes >>> shift & 0xff) != 0) {
        table.setRoute(firstInterrupt + lane, value >>> shift & 0xff);
      }
    }
  }

  private int readSgiSources(int firstSgi) {
    int word = 0;
    for (int lane = 0; lane < Integer.BYTES; lane++) {
      word |= gic.sgiSources(accessingCpu.getAsInt(), firstSgi + lane) << lane * Byte.SIZE;
    }
    return word;
  }

  private void writeSgiSources(int offset, int value) {
    int cpu = accessingCpu.getAsInt();
    int existing = (1 << table.cpuCount()) - 1;
    for (int lane = 0; lane < Integer.BYTES; lane++) {
      int sgi = (offset & 0xf) + lane;
      int sources = value >>> lane * Byte.SIZE & existing;
      if (offset >= GICD_SPENDSGIR) {
        gic.addSgiSources(cpu, sgi, sources);
      } else {
        gic.clearSgiSources(cpu, sgi, sources);
      }
    }
  }

  private void sendSgi(int value) {
    int self = accessingCpu.getAsInt();
    int targets =
        switch (value >>> 24 & 3) {
          case FILTER_LIST -> value >>> 16 & 0xff;
          case FILTER_OTHERS -> ~(1 << self);
          case FILTER_SELF -> 1 << self;
          default -> 0;
        };
    for (int cpu = 0; cpu < table.cpuCount(); cpu++) {
      if ((targets >>> cpu & 1) != 0) {
        gic.addSgiSources(cpu, value & 0xf, 1 << self);
      }
    }
  }
}
