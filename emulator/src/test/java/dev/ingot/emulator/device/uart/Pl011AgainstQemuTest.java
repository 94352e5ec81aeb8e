package dev.ingot.emulator.device.uart;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.AgainstQemu;
import org.junit.jupiter.api.Test;

/** The same register accesses on QEMU's PL011 and on ours must read the same values. */
class Pl011AgainstQemuTest extends AgainstQemu {
  private static final long UART = 0x0900_0000L;
  private static final long UARTIMSC = UART + 0x38;
  private static final long UARTRIS = UART + 0x3c;
  private static final long UARTMIS = UART + 0x40;
  private static final long UARTICR = UART + 0x44;

  @Test
  void theRegistersAfterResetReadTheSame() throws Exception {
    AccessScript script = new AccessScript();
    for (long offset = 0; offset < 0x50; offset += 4) {
      script.read(UART + offset);
    }
    for (long offset = 0xfe0; offset < 0x1000; offset += 4) {
      script.read(UART + offset);
    }
    bothAgree(script);
  }

  @Test
  void configurationIsKept() throws Exception {
    bothAgree(
        new AccessScript()
            .write(UART + 0x24, 13)
            .write(UART + 0x28, 1)
            .write(UART + 0x2c, 0x70)
            .write(UART + 0x30, 0x301)
            .write(UART + 0x34, 0x24)
            .write(UARTIMSC, 0x7ff)
            .read(UART + 0x24)
            .read(UART + 0x28)
            .read(UART + 0x2c)
            .read(UART + 0x30)
            .read(UART + 0x34)
            .read(UARTIMSC)
            .read(UART + 0x18));
  }

  @Test
  void sendingRaisesTheTransmitInterrupt() throws Exception {
    bothAgree(
        new AccessScript()
            .read(UARTRIS)
            .write(UART, 1, 'x')
            .read(UARTRIS)
            .read(UARTMIS)
            .read(UART + 0x18)
            .write(UARTIMSC, 1 << 5)
            .read(UARTMIS)
            .write(UARTICR, 1 << 5)
            .read(UARTRIS)
            .read(UARTMIS));
  }
}
