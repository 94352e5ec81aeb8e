package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.VirtMemoryMap;
import java.util.Optional;

/**
 * The redistributors of all CPUs, one after the other: for each the RD_base frame and the SGI_base
 * frame of 64 KiB (Arm IHI 0069 sections 12.10 and 12.11).
 */
final class Gicv3RedistributorFrames extends GicFrame {
  private static final int SGI_FRAME = 0x1_0000;
  private static final int GICR_CTLR = 0x00;
  private static final int GICR_IIDR = 0x04;
  private static final int GICR_TYPER = 0x08;
  private static final int GICR_TYPER_HIGH = 0x0c;
  private static final int GICR_WAKER = 0x14;

  private static final int TYPER_LAST = 1 << 4;
  private static final int TYPER_PROCESSOR_NUMBER_SHIFT = 8;
  private static final int WAKER_PROCESSOR_SLEEP = 1 << 1;
  private static final int WAKER_CHILDREN_ASLEEP = 1 << 2;

  private final Gicv3 gic;

  Gicv3RedistributorFrames(Gicv3 gic) {
    super(
        gic,
        VirtMemoryMap.GIC_REDISTRIBUTOR_BASE,
        (long) gic.table().cpuCount() * Gicv3.REDISTRIBUTOR_SIZE);
    this.gic = gic;
  }

  @Override
  public int readWord(int offset) {
    int cpu = offset / Gicv3.REDISTRIBUTOR_SIZE;
    int inRedistributor = offset % Gicv3.REDISTRIBUTOR_SIZE;
    if (inRedistributor >= SGI_FRAME) {
      return readPrivateInterrupts(cpu, inRedistributor - SGI_FRAME);
    }
    return switch (inRedistributor) {
      case GICR_CTLR -> 0;
      case GICR_IIDR -> GicIdentification.IIDR;
      case GICR_TYPER -> {
        boolean last = cpu == gic.table().cpuCount() - 1;
        yield (last ? TYPER_LAST : 0) | cpu << TYPER_PROCESSOR_NUMBER_SHIFT;
      }
      case GICR_TYPER_HIGH -> cpu;
      case GICR_WAKER -> gic.asleep(cpu) ? WAKER_PROCESSOR_SLEEP | WAKER_CHILDREN_ASLEEP : 0;
      default -> GicIdentification.V3_REDISTRIBUTOR.read(inRedistributor);
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    int cpu = offset / Gicv3.REDISTRIBUTOR_SIZE;
    int inRedistributor = offset % Gicv3.REDISTRIBUTOR_SIZE;
    if (inRedistributor >= SGI_FRAME) {
      int registerOffset = inRedistributor - SGI_FRAME;
      privateRegister(registerOffset)
          .ifPresent(
              register ->
                  register.write(
                      gic.table().privateBlock(cpu),
                      register.firstInterrupt(registerOffset),
                      value,
                      lanes));
    } else if (inRedistributor == GICR_WAKER && (lanes & 1) != 0) {
      gic.setAsleep(cpu, (value & WAKER_PROCESSOR_SLEEP) != 0);
    }
  }

  private int readPrivateInterrupts(int cpu, int offset) {
    return privateRegister(offset)
        .map(
            register ->
                register.read(gic.table().privateBlock(cpu), register.firstInterrupt(offset)))
        .orElse(0);
  }

  /** The register of a word that describes SGIs and PPIs; further words are reserved. */
  private static Optional<InterruptRegister> privateRegister(int offset) {
    return InterruptRegister.at(offset)
        .filter(register -> register.firstInterrupt(offset) < InterruptBlock.COUNT);
  }
}
