package dev.ingot.linkerscript;

import dev.ingot.linkerscript.devicetree.DeviceTree;
import java.util.OptionalLong;

/** The RAM of boards whose device trees leave its size to the firmware. */
final class FirmwareMemory {
  /**
   * A Raspberry Pi 4's first bank, in bytes, which every model has: 1 GiB less the 76 MiB that the
   * firmware keeps for the GPU unless gpu_mem in config.txt says otherwise (Raspberry Pi
   * documentation, config.txt, memory options). Linux shows it as 0x0 to 0x3b3fffff.
   */
  private static final long RASPBERRY_PI_4 = (1024L - 76) << 20;

  private FirmwareMemory() {}

  /** The size of the first bank, in bytes; empty for a board that is not known. */
  static OptionalLong of(DeviceTree tree) {
    return tree.root().strings("compatible").contains("raspberrypi,4-model-b")
        ? OptionalLong.of(RASPBERRY_PI_4)
        : OptionalLong.empty();
  }
}
