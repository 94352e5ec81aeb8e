package dev.ingot.emulator;

import dev.ingot.emulator.cpu.CpuEnvironment;
import dev.ingot.emulator.cpu.ShareableDomain;
import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.MachineControl;
import dev.ingot.emulator.device.MmioDevice;
import dev.ingot.emulator.device.SystemRegisterDevice;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.fdt.VirtBoard;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import dev.ingot.emulator.device.firmware.Psci;
import dev.ingot.emulator.device.firmware.Semihosting;
import dev.ingot.emulator.device.gic.Gic;
import dev.ingot.emulator.device.gic.Gicv2;
import dev.ingot.emulator.device.gic.Gicv3;
import dev.ingot.emulator.device.rtc.Pl031;
import dev.ingot.emulator.device.timer.GenericTimer;
import dev.ingot.emulator.device.uart.InteractiveSerialInput;
import dev.ingot.emulator.device.uart.Pl011;
import dev.ingot.emulator.device.uart.SerialInput;
import dev.ingot.emulator.device.uart.SerialOutput;
import dev.ingot.emulator.device.uart.SerialOutput.FlushPolicy;
import dev.ingot.emulator.device.uart.StreamSerialInput;
import dev.ingot.emulator.device.virtio.BlockStorage;
import dev.ingot.emulator.device.virtio.ConsolePort;
import dev.ingot.emulator.device.virtio.EmptyVirtioSlots;
import dev.ingot.emulator.device.virtio.GuestRam;
import dev.ingot.emulator.device.virtio.StreamSource;
import dev.ingot.emulator.device.virtio.VirtioBlock;
import dev.ingot.emulator.device.virtio.VirtioConsole;
import dev.ingot.emulator.device.virtio.VirtioDevice;
import dev.ingot.emulator.device.virtio.VirtioEntropy;
import dev.ingot.emulator.device.virtio.VirtioMmio;
import dev.ingot.emulator.memory.PhysicalMemory;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The devices of QEMU's virt board, put together as a {@link MachineConfig} asks. */
final class Board {
  private final MachineConfig config;
  private final PhysicalMemory memory;
  private final Gic gic;
  private final List<EventSource> eventSources = new ArrayList<>();
  private final List<SerialOutput> outputs = new ArrayList<>();
  private final ShareableDomain domain = new ShareableDomain();
  private final List<SystemRegisterDevice> registers;
  private final Psci psci;
  private final Semihosting semihosting;
  private Optional<InteractiveSerialInput> keyboard = Optional.empty();
  private Optional<StreamSource> standardInput = Optional.empty();
  private int virtioDevices;
  private long nextEvent = EventSource.NEVER;

  /**
   * Puts the board together.
   *
   * @param cpus the CPUs that will be put on it
   */
  Board(MachineConfig config, VirtualClock clock, MachineControl control, CpuCluster cpus) {
    this.config = config;
    int cpuCount = config.cpuCount();
    memory = new PhysicalMemory(VirtMemoryMap.RAM_BASE, config.ramBytes());
    gic =
        config.gic() == GicVersion.V2
            ? new Gicv2(cpuCount, cpus::currentIndex)
            : new Gicv3(cpuCount);
    for (MmioDevice frame : gic.mmioDevices()) {
      memory.add(frame);
    }
    GenericTimer timer = new GenericTimer(cpuCount, clock, gic);
    eventSources.add(timer);
    registers = new ArrayList<>(gic.systemRegisters());
    registers.add(timer);
    SerialOutput console0 =
        uart(
            VirtMemoryMap.UART0_BASE,
            VirtMemoryMap.UART0_INTERRUPT,
            clock,
            config.console0(),
            config.input().map(this::serialInput).orElseGet(SerialInput::none));
    config
        .console1()
        .ifPresent(
            stream ->
                uart(
                    VirtMemoryMap.UART1_BASE,
                    VirtMemoryMap.UART1_INTERRUPT,
                    clock,
                    stream,
                    SerialInput.none()));
    Pl031 realTimeClock = new Pl031(clock, gic, config.epochSeconds());
    memory.add(realTimeClock);
    eventSources.add(realTimeClock);
    addVirtioDevices(clock);
    psci = new Psci(control, cpus);
    semihosting = new Semihosting(control, clock, console0, config.epochSeconds());
  }

  private SerialInput serialInput(InputStream stream) {
    if (!config.interactiveInput()) {
      return new StreamSerialInput(stream);
    }
    InteractiveSerialInput typed = new InteractiveSerialInput(stream);
    keyboard = Optional.of(typed);
    return typed;
  }

  private SerialOutput uart(
      long base, int interrupt, VirtualClock clock, OutputStream stream, SerialInput input) {
    boolean eachLine = config.interactiveInput() || !config.streams().isEmpty();
    FlushPolicy policy = eachLine ? FlushPolicy.EACH_LINE : FlushPolicy.WHEN_FULL;
    SerialOutput output = new SerialOutput(stream, policy);
    Pl011 uart = new Pl011(base, interrupt, clock, gic, output, input);
    memory.add(uart);
    eventSources.add(uart);
    outputs.add(output);
    return output;
  }

  private void addVirtioDevices(VirtualClock clock) {
    if (!config.streams().isEmpty()) {
      add(new VirtioConsole(clock, ports(config.streams())));
    }
    if (config.entropy()) {
      add(new VirtioEntropy(config.rngSeed()));
    }
    for (BlockStorage disk : config.disks()) {
      add(new VirtioBlock(disk, "ingot-" + virtioDevices));
    }
    if (virtioDevices < VirtMemoryMap.VIRTIO_SLOTS) {
      memory.add(new EmptyVirtioSlots(VirtMemoryMap.VIRTIO_SLOTS - virtioDevices));
    }
  }

  private List<ConsolePort> ports(StandardStreams streams) {
    List<ConsolePort> ports = new ArrayList<>();
    standardInput = streams.input().map(StreamSource::of);
    standardInput
        .map(source -> ConsolePort.input(StandardStreams.INPUT_PORT, source))
        .ifPresent(ports::add);
    streams
        .output()
        .map(output -> ConsolePort.output(StandardStreams.OUTPUT_PORT, virtioSink(output)))
        .ifPresent(ports::add);
    streams
        .error()
        .map(error -> ConsolePort.output(StandardStreams.ERROR_PORT, virtioSink(error)))
        .ifPresent(ports::add);
    return ports;
  }

  private SerialOutput virtioSink(OutputStream stream) {
    SerialOutput output = new SerialOutput(stream, FlushPolicy.WHEN_FULL);
    outputs.add(output);
    return output;
  }

  /** Puts a device into the last free slot, as QEMU does. */
  private void add(VirtioDevice device) {
    int slot = VirtMemoryMap.VIRTIO_SLOTS - 1 - virtioDevices++;
    VirtioMmio transport = new VirtioMmio(slot, gic, ram(), device);
    memory.add(transport);
    eventSources.add(transport);
  }

  private GuestRam ram() {
    return new GuestRam() {
      @Override
      public byte[] read(long pa, int length) {
        return memory.copyOut(pa, length);
      }

      @Override
      public void write(long pa, byte[] bytes) {
        memory.copyIn(pa, bytes);
      }
    };
  }

  PhysicalMemory memory() {
    return memory;
  }

  /** PSCI listens to HVC, or to SMC where HVC leads to EL2, as on QEMU. */
  private boolean firmwareCall(int cpu) {
    psci.call(cpu);
    return true;
  }

  /** What surrounds the CPU of that number. */
  CpuEnvironment environment(int cpu) {
    return new CpuEnvironment(
        cpu,
        domain,
        registers,
        gic,
        immediate -> !config.hypervisor() && firmwareCall(cpu),
        immediate -> config.hypervisor() && firmwareCall(cpu),
        immediate -> {
          semihosting.call();
          return true;
        },
        config.unknownIsUndefined(),
        config.hypervisor());
  }

  /** The keyboard of a person, if one is connected. */
  Optional<InteractiveSerialInput> keyboard() {
    return keyboard;
  }

  /** What is piped into the guest, if the guest waits for it and nothing has come. */
  Optional<StreamSource> awaitedInput() {
    return standardInput.filter(StreamSource::awaited);
  }

  /** What the device tree says about the hardware. */
  VirtBoard description() {
    return new VirtBoard(
        config.ramBytes(),
        config.cpuCount(),
        config.cpuModel().deviceTreeName(),
        config.gic(),
        config.console1().isPresent(),
        virtioDevices,
        config.hypervisor());
  }

  /**
   * Lets devices do what has become due since the last call.
   *
   * @return the instruction count of the next event, or {@link EventSource#NEVER}
   */
  long updateEvents(long now) {
    boolean due = nextEvent <= now;
    nextEvent = EventSource.NEVER;
    for (int i = 0; i < eventSources.size(); i++) {
      EventSource source = eventSources.get(i);
      if (due) {
        source.update();
      }
      nextEvent = Math.min(nextEvent, source.nextEventInstruction());
    }
    return nextEvent;
  }

  boolean irqPending(int cpu) {
    return gic.irqPending(cpu);
  }

  boolean fiqPending(int cpu) {
    return gic.fiqPending(cpu);
  }

  void flushOutputs() {
    for (SerialOutput output : outputs) {
      output.flush();
    }
  }
}
