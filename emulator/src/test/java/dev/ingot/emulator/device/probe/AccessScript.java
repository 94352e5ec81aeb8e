package dev.ingot.emulator.device.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of register accesses by one or more CPUs: run on QEMU by {@link QemuProbe}, on our
 * devices by {@link ModelMachine}, with the values read as the result.
 */
public final class AccessScript {
  /** ISR_EL1: bit 7 shows the CPU's IRQ input, bit 6 its FIQ input. */
  public static final int ISR_EL1 = 3 << 14 | 12 << 7 | 1 << 3;

  /** One access. */
  public sealed interface Access {
    int cpu();
  }

  /** A load of {@code bytes} bytes. */
  public record Read(int cpu, long address, int bytes) implements Access {}

  /** A store of {@code bytes} bytes. */
  public record Write(int cpu, long address, int bytes, long value) implements Access {}

  /** MRS of the register with this encoding. */
  public record ReadRegister(int cpu, int encoding) implements Access {}

  /** MSR of the register with this encoding. */
  public record WriteRegister(int cpu, int encoding, long value) implements Access {}

  /** HVC with x0 to x3; x0 afterwards is the value read. */
  public record FirmwareCall(int cpu, long x0, long x1, long x2, long x3) implements Access {}

  private final List<Access> accesses = new ArrayList<>();
  private int cpu;
  private int spareCpus;

  /** Adds CPUs to the machine that stay off, with the numbers after those that access anything. */
  public AccessScript withSpareCpus(int count) {
    spareCpus = count;
    return this;
  }

  /** CPUs of the machine, those that stay off included. */
  public int machineCpuCount() {
    return cpuCount() + spareCpus;
  }

  /** The accesses that follow are made by this CPU. */
  public AccessScript on(int nextCpu) {
    cpu = nextCpu;
    return this;
  }

  public AccessScript read(long address) {
    return read(address, Integer.BYTES);
  }

  public AccessScript read(long address, int bytes) {
    accesses.add(new Read(cpu, address, bytes));
    return this;
  }

  public AccessScript write(long address, long value) {
    return write(address, Integer.BYTES, value);
  }

  public AccessScript write(long address, int bytes, long value) {
    accesses.add(new Write(cpu, address, bytes, value));
    return this;
  }

  public AccessScript mrs(int encoding) {
    accesses.add(new ReadRegister(cpu, encoding));
    return this;
  }

  public AccessScript msr(int encoding, long value) {
    accesses.add(new WriteRegister(cpu, encoding, value));
    return this;
  }

  /** Reads ISR_EL1: which of IRQ and FIQ are asserted. */
  public AccessScript interruptInputs() {
    return mrs(ISR_EL1);
  }

  public AccessScript hvc(long x0, long x1, long x2, long x3) {
    accesses.add(new FirmwareCall(cpu, x0, x1, x2, x3));
    return this;
  }

  /** All accesses in the order of the program. */
  public List<Access> accesses() {
    return List.copyOf(accesses);
  }

  /** CPUs that are turned on: one more than the highest that accesses anything. */
  public int cpuCount() {
    return accesses.stream().mapToInt(Access::cpu).max().orElse(0) + 1;
  }

  /** The values read with what was read, one line each, for a comparison that explains itself. */
  public List<String> describe(List<Long> values) {
    return trace(values).stream().filter(line -> line.contains(" = ")).toList();
  }

  /**
   * The accesses up to the first value that differs, with our values, and that value.
   *
   * @param context accesses to show before it
   * @return empty when all values are the same
   */
  public List<String> firstDifference(List<Long> ours, List<Long> theirs, int context) {
    List<String> ourTrace = trace(ours);
    List<String> theirTrace = trace(theirs);
    for (int i = 0; i < ourTrace.size(); i++) {
      if (!ourTrace.get(i).equals(theirTrace.get(i))) {
        List<String> lines = new ArrayList<>(ourTrace.subList(Math.max(0, i - context), i + 1));
        lines.add("instead of " + theirTrace.get(i));
        return lines;
      }
    }
    return List.of();
  }

  /** All accesses, those that read with the value read. */
  private List<String> trace(List<Long> values) {
    List<String> lines = new ArrayList<>();
    int next = 0;
    for (Access access : accesses) {
      String value = gives(access) ? " = 0x" + Long.toHexString(values.get(next++)) : "";
      lines.add(lines.size() + ": " + describe(access) + value);
    }
    return lines;
  }

  /** Whether an access has a result. */
  static boolean gives(Access access) {
    return access instanceof Read
        || access instanceof ReadRegister
        || access instanceof FirmwareCall;
  }

  private static String describe(Access access) {
    String what =
        switch (access) {
          case Read read -> "[0x%x]".formatted(read.address());
          case ReadRegister read -> registerName(read.encoding());
          case FirmwareCall call -> "hvc 0x%x".formatted(call.x0());
          case Write write -> "[0x%x] := 0x%x".formatted(write.address(), write.value());
          case WriteRegister write ->
              "%s := 0x%x".formatted(registerName(write.encoding()), write.value());
        };
    return "cpu" + access.cpu() + " " + what;
  }

  /** The generic name that the assembler knows every system register by. */
  static String registerName(int encoding) {
    return "S%d_%d_C%d_C%d_%d"
        .formatted(
            encoding >> 14,
            encoding >> 11 & 7,
            encoding >> 7 & 15,
            encoding >> 3 & 15,
            encoding & 7);
  }
}
