package dev.ingot.emulator.device;

import dev.ingot.emulator.device.firmware.CpuPower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A machine without an instruction set: registers and a little RAM that a test fills, and a record
 * of what was asked of it. CPU 0 is on at first.
 */
public final class FakeMachine implements MachineControl, CpuPower {
  /** Virtual address of the first byte of RAM. */
  public static final long RAM_BASE = 0xffff_0000_0000_0000L;

  private static final int RAM_SIZE = 0x2000;

  private final long[] registers = new long[31];
  private final byte[] ram = new byte[RAM_SIZE];
  private final boolean[] on;
  private final List<String> requests = new ArrayList<>();

  public FakeMachine(int cpuCount) {
    on = new boolean[cpuCount];
    on[0] = true;
  }

  /** Sets x0 and the registers after it. */
  public void setRegisters(long... values) {
    System.arraycopy(values, 0, registers, 0, values.length);
  }

  /** What was asked of the machine, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void powerOff() {
    requests.add("power off");
  }

  @Override
  public void reset() {
    requests.add("reset");
  }

  @Override
  public void exit(int reason, long code) {
    requests.add("exit 0x%x %d".formatted(reason, code));
  }

  @Override
  public byte[] readGuestVirtual(long va, int length) {
    int start = offset(va, length);
    return Arrays.copyOfRange(ram, start, start + length);
  }

  @Override
  public void writeGuestVirtual(long va, byte[] bytes) {
    System.arraycopy(bytes, 0, ram, offset(va, bytes.length), bytes.length);
  }

  @Override
  public long register(int r) {
    return registers[r];
  }

  @Override
  public void register(int r, long value) {
    registers[r] = value;
  }

  @Override
  public int cpuCount() {
    return on.length;
  }

  @Override
  public boolean isOn(int cpu) {
    return on[cpu];
  }

  @Override
  public void turnOn(int cpu, long entry, long context) {
    on[cpu] = true;
    requests.add("turn on %d at 0x%x with 0x%x".formatted(cpu, entry, context));
  }

  @Override
  public void turnOff(int cpu) {
    on[cpu] = false;
    requests.add("turn off " + cpu);
  }

  @Override
  public void standBy(int cpu) {
    requests.add("stand by " + cpu);
  }

  private static int offset(long va, int length) {
    long offset = va - RAM_BASE;
    if (offset < 0 || offset + length > RAM_SIZE) {
      throw new IllegalArgumentException("not mapped: 0x" + Long.toHexString(va));
    }
    return (int) offset;
  }
}
