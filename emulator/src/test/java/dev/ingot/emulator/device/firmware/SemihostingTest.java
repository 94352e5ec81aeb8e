package dev.ingot.emulator.device.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.FakeMachine;
import dev.ingot.emulator.device.FakeTime;
import dev.ingot.emulator.device.uart.SerialOutput;
import dev.ingot.emulator.device.uart.SerialOutput.FlushPolicy;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Expectations from Arm's "Semihosting for AArch32 and AArch64". */
class SemihostingTest {
  private static final long SYS_OPEN = 0x01;
  private static final long SYS_WRITEC = 0x03;
  private static final long SYS_WRITE0 = 0x04;
  private static final long SYS_ISERROR = 0x08;
  private static final long SYS_CLOCK = 0x10;
  private static final long SYS_TIME = 0x11;
  private static final long SYS_SYSTEM = 0x12;
  private static final long SYS_ERRNO = 0x13;
  private static final long SYS_EXIT = 0x18;
  private static final long SYS_EXIT_EXTENDED = 0x20;
  private static final long SYS_ELAPSED = 0x30;
  private static final long SYS_TICKFREQ = 0x31;
  private static final long BLOCK = FakeMachine.RAM_BASE + 0x100;
  private static final long EPERM = 1;
  private static final long EFAULT = 14;

  private final FakeMachine machine = new FakeMachine(1);
  private final FakeTime time = new FakeTime();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final SerialOutput console = new SerialOutput(written, FlushPolicy.WHEN_FULL);
  private final Semihosting semihosting = new Semihosting(machine, time, console, 1_000_000);

  private long call(long operation, long parameter) {
    machine.setRegisters(operation, parameter);
    semihosting.call();
    return machine.register(0);
  }

  private void putLongs(long... values) {
    ByteBuffer block =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      block.putLong(value);
    }
    machine.writeGuestVirtual(BLOCK, block.array());
  }

  private String written() {
    console.flush();
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void exitHandsOverReasonAndStatus() {
    putLongs(0x20026, 42);
    call(SYS_EXIT, BLOCK);
    call(SYS_EXIT_EXTENDED, BLOCK);
    assertThat(machine.requests()).containsExactly("exit 0x20026 42", "exit 0x20026 42");
  }

  @Test
  void aStringAcrossAPageIsWrittenUpToItsNul() {
    String text = "grüße ".repeat(20);
    machine.writeGuestVirtual(
        FakeMachine.RAM_BASE + 0xfc0, (text + '\0').getBytes(StandardCharsets.UTF_8));
    call(SYS_WRITE0, FakeMachine.RAM_BASE + 0xfc0);
    assertThat(written()).isEqualTo(text);
  }

  @Test
  void aCharacterIsWrittenFromMemory() {
    machine.writeGuestVirtual(BLOCK, new byte[] {'x', 'y'});
    call(SYS_WRITEC, BLOCK);
    assertThat(written()).isEqualTo("x");
  }

  @Test
  void theClocksShowVirtualTime() {
    time.advanceTo(2_340_000_000L);
    assertThat(call(SYS_CLOCK, 0)).isEqualTo(234);
    assertThat(call(SYS_TIME, 0)).isEqualTo(1_000_002);
    assertThat(call(SYS_TICKFREQ, 0)).isEqualTo(1_000_000_000);
    assertThat(call(SYS_ELAPSED, BLOCK)).isZero();
    ByteBuffer ticks = ByteBuffer.wrap(machine.readGuestVirtual(BLOCK, Long.BYTES));
    assertThat(ticks.order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(2_340_000_000L);
  }

  @Test
  void filesAndTheShellAreRefused() {
    assertThat(call(SYS_OPEN, BLOCK)).isEqualTo(-1);
    assertThat(call(SYS_ERRNO, 0)).isEqualTo(EPERM);
    assertThat(call(SYS_SYSTEM, BLOCK)).isEqualTo(-1);
  }

  @Test
  void aBadAddressFailsTheCallOnly() {
    assertThat(call(SYS_WRITE0, 0x10)).isEqualTo(-1);
    assertThat(call(SYS_ERRNO, 0)).isEqualTo(EFAULT);
    assertThat(call(SYS_EXIT, 0x10)).isEqualTo(-1);
    assertThat(machine.requests()).isEmpty();
  }

  @Test
  void anErrorIsANegativeStatus() {
    putLongs(-1);
    assertThat(call(SYS_ISERROR, BLOCK)).isNotZero();
    putLongs(3);
    assertThat(call(SYS_ISERROR, BLOCK)).isZero();
  }
}
