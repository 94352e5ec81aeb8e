package dev.ingot.emulator;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.ExceptionObserver;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import dev.ingot.emulator.device.gic.Gic;
import dev.ingot.emulator.device.virtio.BlockStorage;
import dev.ingot.emulator.translator.KeptTranslations;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a machine consists of.
 *
 * @param ramBytes RAM from 0x40000000, in bytes, a multiple of 4096, at most 16 GiB; only touched
 *     pages cost memory
 * @param cpuModel what the CPUs are
 * @param cpuCount CPUs, 1 to 8
 * @param hypervisor whether the CPUs have EL2 and start there
 * @param gic the interrupt controller
 * @param bootArguments {@code /chosen/bootargs}; empty leaves the property out
 * @param rngSeed what {@code /chosen/rng-seed} is made from
 * @param epochSeconds the wall clock at reset, seconds since 1970-01-01T00:00:00Z
 * @param console0 where the first UART sends to
 * @param console1 where the second UART sends to; empty leaves the second UART out
 * @param input what the first UART receives; empty is a line nobody is connected to
 * @param interactiveInput whether a person types {@code input}: the machine then does not wait for
 *     it, and idles in real time
 * @param streams what reaches the program as standard input, output and error by virtio
 * @param entropy whether there is a virtio entropy device, fed from {@code rngSeed}
 * @param disks virtio block devices
 * @param unknownIsUndefined whether an unknown instruction raises an exception in the guest instead
 *     of ending the run
 * @param translator whether hot guest code is translated
 * @param translations of earlier machines, which are used and added to; for the same {@code
 *     cpuModel} and {@code floatingPoint} only
 * @param floatingPoint how translated code does floating-point arithmetic
 * @param symbolizer names addresses in diagnoses
 * @param observer is told of every exception
 */
public record MachineConfig(
    long ramBytes,
    CpuModel cpuModel,
    int cpuCount,
    boolean hypervisor,
    GicVersion gic,
    String bootArguments,
    long rngSeed,
    long epochSeconds,
    OutputStream console0,
    Optional<OutputStream> console1,
    Optional<InputStream> input,
    boolean interactiveInput,
    StandardStreams streams,
    boolean entropy,
    List<BlockStorage> disks,
    boolean unknownIsUndefined,
    Translator translator,
    Optional<KeptTranslations> translations,
    FloatingPoint floatingPoint,
    Symbolizer symbolizer,
    ExceptionObserver observer) {

  /** 2026-01-01T00:00:00Z, the wall clock of reproducible runs. */
  public static final long DEFAULT_EPOCH_SECONDS = 1_767_225_600L;

  /** RAM of a machine unless asked otherwise: 512 MiB. */
  public static final long DEFAULT_RAM_BYTES = 512L << 20;

  /** The most CPUs of a machine: as many as a GICv2 serves. */
  public static final int MAX_CPUS = Gic.MAX_CPUS;

  /** Checks the number of CPUs. */
  public MachineConfig {
    if (cpuCount < 1 || cpuCount > MAX_CPUS) {
      throw new IllegalArgumentException(
          "%d CPUs: a machine has 1 to %d".formatted(cpuCount, MAX_CPUS));
    }
  }

  /** A builder with the defaults: one Cortex-A57 with 512 MiB, GICv2 and silent consoles. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects a {@link MachineConfig}. */
  public static final class Builder {
    private long ramBytes = DEFAULT_RAM_BYTES;
    private CpuModel cpuModel = CpuModel.CORTEX_A57;
    private int cpuCount = 1;
    private boolean hypervisor;
    private GicVersion gic = GicVersion.V2;
    private String bootArguments = "";
    private long rngSeed;
    private long epochSeconds = DEFAULT_EPOCH_SECONDS;
    private OutputStream console0 = OutputStream.nullOutputStream();
    private Optional<OutputStream> console1 = Optional.of(OutputStream.nullOutputStream());
    private Optional<InputStream> input = Optional.empty();
    private boolean interactiveInput;
    private StandardStreams streams = StandardStreams.none();
    private boolean entropy;
    private final List<BlockStorage> disks = new ArrayList<>();
    private boolean unknownIsUndefined;
    private Translator translator = Translator.ON;
    private Optional<KeptTranslations> translations = Optional.empty();
    private FloatingPoint floatingPoint = FloatingPoint.FAST;
    private Symbolizer symbolizer = Symbolizer.none();
    private ExceptionObserver observer = ExceptionObserver.none();

    private Builder() {}

    /** Sets the size of RAM in bytes. */
    public Builder ramBytes(long value) {
      ramBytes = value;
      return this;
    }

    /** Sets what the CPUs are. */
    public Builder cpuModel(CpuModel value) {
      cpuModel = value;
      return this;
    }

    /** Sets the number of CPUs, 1 to {@link #MAX_CPUS}. */
    public Builder cpuCount(int value) {
      cpuCount = value;
      return this;
    }

    /** Sets whether the CPUs have EL2 and start there, as with QEMU's virtualization=on. */
    public Builder hypervisor(boolean value) {
      hypervisor = value;
      return this;
    }

    /** Sets the interrupt controller. */
    public Builder gic(GicVersion value) {
      gic = value;
      return this;
    }

    /** Sets {@code /chosen/bootargs}. */
    public Builder bootArguments(String value) {
      bootArguments = value;
      return this;
    }

    /** Sets what {@code /chosen/rng-seed} is made from. */
    public Builder rngSeed(long value) {
      rngSeed = value;
      return this;
    }

    /** Sets the wall clock at reset, seconds since 1970-01-01T00:00:00Z. */
    public Builder epochSeconds(long value) {
      epochSeconds = value;
      return this;
    }

    /** Sets where the first UART sends to. */
    public Builder console0(OutputStream value) {
      console0 = value;
      return this;
    }

    /** Sets where the second UART sends to. */
    public Builder console1(OutputStream value) {
      console1 = Optional.of(value);
      return this;
    }

    /** Leaves the second UART out, as on QEMU. */
    public Builder withoutConsole1() {
      console1 = Optional.empty();
      return this;
    }

    /** Sets what the first UART receives; the machine waits for it when the guest wants a byte. */
    public Builder input(InputStream value) {
      input = Optional.of(value);
      interactiveInput = false;
      return this;
    }

    /** Sets a person's keyboard as what the first UART receives. */
    public Builder interactiveInput(InputStream value) {
      input = Optional.of(value);
      interactiveInput = true;
      return this;
    }

    /** Sets the streams that reach the program's standard descriptors by virtio. */
    public Builder streams(StandardStreams value) {
      streams = value;
      return this;
    }

    /** Adds a virtio entropy device, whose bytes follow from {@link #rngSeed(long)}. */
    public Builder entropy() {
      entropy = true;
      return this;
    }

    /** Adds a virtio block device. */
    public Builder disk(BlockStorage storage) {
      disks.add(storage);
      return this;
    }

    /** Has unknown instructions raise an exception in the guest instead of ending the run. */
    public Builder unknownIsUndefined(boolean value) {
      unknownIsUndefined = value;
      return this;
    }

    /** Sets whether hot guest code is translated; the default is that it is. */
    public Builder translator(Translator value) {
      translator = value;
      return this;
    }

    /** Sets the translations of earlier machines with the same CPU model and floating point. */
    public Builder translations(KeptTranslations value) {
      translations = Optional.of(value);
      return this;
    }

    /** Sets how translated code does floating-point arithmetic; the default is fast. */
    public Builder floatingPoint(FloatingPoint value) {
      floatingPoint = value;
      return this;
    }

    /** Sets what names addresses in diagnoses. */
    public Builder symbolizer(Symbolizer value) {
      symbolizer = value;
      return this;
    }

    /** Sets who is told of every exception. */
    public Builder observer(ExceptionObserver value) {
      observer = value;
      return this;
    }

    /** The configuration. */
    public MachineConfig build() {
      return new MachineConfig(
          ramBytes,
          cpuModel,
          cpuCount,
          hypervisor,
          gic,
          bootArguments,
          rngSeed,
          epochSeconds,
          console0,
          console1,
          input,
          interactiveInput,
          streams,
          entropy,
          List.copyOf(disks),
          unknownIsUndefined,
          translator,
          translations,
          floatingPoint,
          symbolizer,
          observer);
    }
  }
}
