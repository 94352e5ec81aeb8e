package dev.ingot.emulator.device.firmware;

import dev.ingot.emulator.device.MachineControl;
import dev.ingot.emulator.device.VirtualTime;
import dev.ingot.emulator.device.uart.SerialOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Semihosting: what {@code HLT #0xf000} does. Output, time and the end of the run are served; the
 * host's files and shell are not the guest's business and every such call fails with -1 and EPERM.
 *
 * <p>Source: Arm ABI, "Semihosting for AArch32 and AArch64".
 */
public final class Semihosting {
  private static final int SYS_WRITEC = 0x03;
  private static final int SYS_WRITE0 = 0x04;
  private static final int SYS_ISERROR = 0x08;
  private static final int SYS_CLOCK = 0x10;
  private static final int SYS_TIME = 0x11;
  private static final int SYS_ERRNO = 0x13;
  private static final int SYS_EXIT = 0x18;
  private static final int SYS_EXIT_EXTENDED = 0x20;
  private static final int SYS_ELAPSED = 0x30;
  private static final int SYS_TICKFREQ = 0x31;

  private static final long FAILED = -1;
  private static final long EPERM = 1;
  private static final long EFAULT = 14;

  private static final long NANOSECONDS_PER_SECOND = 1_000_000_000;
  private static final long NANOSECONDS_PER_CENTISECOND = 10_000_000;

  /** Strings are read in pieces that never cross a page, so that one may end before a hole. */
  private static final int PAGE = 4096;

  private final MachineControl machine;
  private final VirtualTime time;
  private final SerialOutput console;
  private final long epochSeconds;
  private long errno;

  /**
   * @param console where SYS_WRITEC and SYS_WRITE0 go
   * @param epochSeconds wall clock at virtual time 0, seconds since 1970-01-01T00:00:00Z
   */
  public Semihosting(
      MachineControl machine, VirtualTime time, SerialOutput console, long epochSeconds) {
    this.machine = machine;
    this.time = time;
    this.console = console;
    this.epochSeconds = epochSeconds;
  }

  /** Serves a call: operation in w0, parameter in x1, the result goes to x0. */
  public void call() {
    int operation = (int) machine.register(0);
    long parameter = machine.register(1);
    try {
      machine.register(0, serve(operation, parameter));
    } catch (IllegalArgumentException badAddress) {
      errno = EFAULT;
      machine.register(0, FAILED);
    }
  }

  private long serve(int operation, long parameter) {
    return switch (operation) {
      case SYS_WRITEC -> {
        console.send(machine.readGuestVirtual(parameter, 1)[0] & 0xff);
        yield operation;
      }
      case SYS_WRITE0 -> {
        writeString(parameter);
        yield operation;
      }
      case SYS_ISERROR -> readLongs(parameter, 1).getLong() < 0 ? 1 : 0;
      case SYS_CLOCK -> time.instructions() / NANOSECONDS_PER_CENTISECOND;
      case SYS_TIME -> epochSeconds + time.instructions() / NANOSECONDS_PER_SECOND;
      case SYS_ERRNO -> errno;
      case SYS_ELAPSED -> {
        machine.writeGuestVirtual(parameter, littleEndian(time.instructions()));
        yield 0;
      }
      case SYS_TICKFREQ -> NANOSECONDS_PER_SECOND;
      case SYS_EXIT, SYS_EXIT_EXTENDED -> {
        ByteBuffer block = readLongs(parameter, 2);
        machine.exit((int) block.getLong(), block.getLong());
        yield operation;
      }
      default -> {
        errno = EPERM;
        yield FAILED;
      }
    };
  }

  private void writeString(long start) {
    long at = start;
    while (true) {
      int toPageEnd = PAGE - (int) (at & PAGE - 1);
      for (byte next : machine.readGuestVirtual(at, toPageEnd)) {
        if (next == 0) {
          return;
        }
        console.send(next & 0xff);
      }
      at += toPageEnd;
    }
  }

  private ByteBuffer readLongs(long va, int count) {
    byte[] bytes = machine.readGuestVirtual(va, count * Long.BYTES);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
