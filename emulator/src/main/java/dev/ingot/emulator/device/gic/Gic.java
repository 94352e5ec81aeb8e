package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.MmioDevice;
import dev.ingot.emulator.device.SystemRegisterDevice;
import java.util.List;

/** A generic interrupt controller with everything a machine has to connect. */
public sealed interface Gic extends InterruptController permits Gicv2, Gicv3 {
  /** Interrupt inputs that a device may drive: 16 and above. */
  int FIRST_INPUT = InterruptTable.FIRST_PPI;

  /** The register frames in the physical address space. */
  List<MmioDevice> mmioDevices();

  /** The CPU interface as system registers; empty for GICv2. */
  List<SystemRegisterDevice> systemRegisters();
}
