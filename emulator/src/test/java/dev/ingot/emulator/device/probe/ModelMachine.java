package dev.ingot.emulator.device.probe;

import dev.ingot.emulator.device.FakeMachine;
import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.MmioDevice;
import dev.ingot.emulator.device.SystemRegisterDevice;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.VirtualTime;
import dev.ingot.emulator.device.firmware.Psci;
import dev.ingot.emulator.device.gic.Gic;
import dev.ingot.emulator.device.gic.Gicv2;
import dev.ingot.emulator.device.gic.Gicv3;
import dev.ingot.emulator.device.rtc.Pl031;
import dev.ingot.emulator.device.timer.GenericTimer;
import dev.ingot.emulator.device.uart.Pl011;
import dev.ingot.emulator.device.uart.SerialInput;
import dev.ingot.emulator.device.uart.SerialOutput;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Our devices put together as on the board, driven by an {@link AccessScript}. */
public final class ModelMachine {
  /** Long after reset, so that a compare value of zero lies in the past. */
  private static final VirtualTime TIME = () -> 1_000_000;

  private static final int ISR_IRQ = 1 << 7;
  private static final int ISR_FIQ = 1 << 6;

  private final InterruptController gic;
  private final List<MmioDevice> devices = new ArrayList<>();
  private final List<SystemRegisterDevice> registers = new ArrayList<>();
  private final FakeMachine firmware;
  private int accessingCpu;

  private ModelMachine(AccessScript script, boolean gicv2) {
    int cpuCount = script.machineCpuCount();
    firmware = new FakeMachine(cpuCount);
    for (int cpu = 1; cpu < script.cpuCount(); cpu++) {
      firmware.turnOn(cpu, 0, 0);
    }
    Gic controller = gicv2 ? new Gicv2(cpuCount, () -> accessingCpu) : new Gicv3(cpuCount);
    gic = controller;
    devices.addAll(controller.mmioDevices());
    registers.addAll(controller.systemRegisters());
    registers.add(new GenericTimer(cpuCount, TIME, controller));
    devices.add(new Pl031(TIME, controller, 0));
    devices.add(
        new Pl011(
            VirtMemoryMap.UART0_BASE,
            VirtMemoryMap.UART0_INTERRUPT,
            TIME,
            controller,
            new SerialOutput(OutputStream.nullOutputStream(), SerialOutput.FlushPolicy.WHEN_FULL),
            SerialInput.none()));
  }

  /** Runs a script on a machine with a GICv2. */
  public static List<Long> runWithGicv2(AccessScript script) {
    return withGicv2(script).run(script);
  }

  /** Runs a script on a machine with a GICv3. */
  public static List<Long> runWithGicv3(AccessScript script) {
    return withGicv3(script).run(script);
  }

  /** A machine with a GICv2 and the CPUs of a script. */
  public static ModelMachine withGicv2(AccessScript script) {
    return new ModelMachine(script, true);
  }

  /** A machine with a GICv3 and the CPUs of a script. */
  public static ModelMachine withGicv3(AccessScript script) {
    return new ModelMachine(script, false);
  }

  private List<Long> run(AccessScript script) {
    List<Long> values = new ArrayList<>();
    script.accesses().forEach(access -> apply(access).ifPresent(values::add));
    return values;
  }

  /** Makes one access; the value read, if the access reads. */
  public OptionalLong apply(AccessScript.Access access) {
    accessingCpu = access.cpu();
    switch (access) {
      case AccessScript.Read read -> {
        MmioDevice device = deviceAt(read.address());
        return OptionalLong.of(device.read(read.address() - device.base(), read.bytes()));
      }
      case AccessScript.ReadRegister read -> {
        return OptionalLong.of(readRegister(read));
      }
      case AccessScript.FirmwareCall call -> {
        firmware.setRegisters(call.x0(), call.x1(), call.x2(), call.x3());
        new Psci(firmware, firmware).call(call.cpu());
        return OptionalLong.of(firmware.register(0));
      }
      case AccessScript.Write write -> {
        MmioDevice device = deviceAt(write.address());
        device.write(write.address() - device.base(), write.bytes(), write.value());
      }
      case AccessScript.WriteRegister write ->
          registerDevice(write.encoding()).write(write.encoding(), write.cpu(), write.value());
    }
    return OptionalLong.empty();
  }

  private long readRegister(AccessScript.ReadRegister read) {
    if (read.encoding() == AccessScript.ISR_EL1) {
      return (gic.irqPending(read.cpu()) ? ISR_IRQ : 0)
          | (gic.fiqPending(read.cpu()) ? ISR_FIQ : 0);
    }
    return registerDevice(read.encoding()).read(read.encoding(), read.cpu());
  }

  private MmioDevice deviceAt(long address) {
    return devices.stream()
        .filter(d -> address >= d.base() && address < d.base() + d.size())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no device at 0x" + Long.toHexString(address)));
  }

  private SystemRegisterDevice registerDevice(int encoding) {
    return registers.stream()
        .filter(d -> d.handles(encoding))
        .findFirst()
        .orElseThrow(() -> new AssertionError(AccessScript.registerName(encoding)));
  }
}
