package dev.ingot.emulator.device.probe;

import java.util.List;
import java.util.function.Function;

/** The virt boards that QEMU and we have, which differ in their interrupt controller. */
public enum VirtVariant {
  GICV2("virt,gic-version=2", ModelMachine::runWithGicv2),
  /** Without the ITS, which we do not have. */
  GICV3("virt,gic-version=3,its=off", ModelMachine::runWithGicv3);

  private final String qemuMachine;

  @SuppressWarnings("ImmutableEnumChecker") // A method reference holds nothing that could change.
  private final Function<AccessScript, List<Long>> ours;

  VirtVariant(String qemuMachine, Function<AccessScript, List<Long>> ours) {
    this.qemuMachine = qemuMachine;
    this.ours = ours;
  }

  /** Value of QEMU's {@code -M}. */
  public String qemuMachine() {
    return qemuMachine;
  }

  /** The values that the script's reads give on our devices. */
  List<Long> runOurs(AccessScript script) {
    return ours.apply(script);
  }
}
