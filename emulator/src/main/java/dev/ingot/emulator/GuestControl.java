package dev.ingot.emulator;

import dev.ingot.emulator.device.MachineControl;
import dev.ingot.emulator.memory.RamPage;
import java.util.Optional;

/**
 * What the guest may ask of its machine: the ends of a run, and what firmware needs to serve a call
 * of the CPU whose turn it is.
 */
final class GuestControl implements MachineControl {
  /** ADP_Stopped_ApplicationExit (Arm semihosting specification, SYS_EXIT). */
  private static final int APPLICATION_EXIT = 0x2_0026;

  /** ADP_Stopped_InternalError. */
  private static final int INTERNAL_ERROR = 0x2_0024;

  private static final int STATUS_MASK = 0xff;

  private final CpuCluster cpus;
  private Optional<Outcome> outcome = Optional.empty();

  /**
   * Serves calls.
   *
   * @param cpus the one whose turn it is calls
   */
  GuestControl(CpuCluster cpus) {
    this.cpus = cpus;
  }

  void end(Outcome why) {
    outcome = Optional.of(why);
    cpus.current().requestAttention();
  }

  Optional<Outcome> outcome() {
    return outcome;
  }

  /** Forgets how an earlier run ended. */
  void proceed() {
    outcome = Optional.empty();
  }

  @Override
  public void powerOff() {
    end(new Outcome.PoweredOff());
  }

  @Override
  public void reset() {
    end(new Outcome.Reset());
  }

  @Override
  public void exit(int reason, long code) {
    end(
        switch (reason) {
          case APPLICATION_EXIT -> new Outcome.Exited((int) code & STATUS_MASK);
          case INTERNAL_ERROR -> new Outcome.NucleusPanicked(code);
          default -> new Outcome.Stopped(reason, code);
        });
  }

  @Override
  public byte[] readGuestVirtual(long va, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      long at = va + i;
      bytes[i] = (byte) ram(at).read((int) at & RamPage.BYTES - 1, 1);
    }
    return bytes;
  }

  @Override
  public void writeGuestVirtual(long va, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      long at = va + i;
      RamPage page = ram(at);
      if (page.readOnly) {
        throw new IllegalArgumentException(
            "virtual address 0x%x of the guest is in flash".formatted(at));
      }
      cpus.current().physicalMemory().written(page);
      page.write((int) at & RamPage.BYTES - 1, 1, bytes[i]);
    }
  }

  private RamPage ram(long va) {
    return cpus.current()
        .ramPage(va)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "virtual address 0x%x of the guest is not mapped to RAM".formatted(va)));
  }

  @Override
  public long register(int r) {
    return cpus.current().x(r);
  }

  @Override
  public void register(int r, long value) {
    cpus.current().x(r, value);
  }
}
