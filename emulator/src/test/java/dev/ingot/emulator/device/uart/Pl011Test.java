package dev.ingot.emulator.device.uart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.FakeInterruptController;
import dev.ingot.emulator.device.FakeTime;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.uart.SerialOutput.FlushPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Input and output of the UART; register bits from Arm DDI 0183G chapter 3. */
class Pl011Test {
  private static final int UARTDR = 0x00;
  private static final int UARTFR = 0x18;
  private static final int UARTLCR_H = 0x2c;
  private static final int UARTIMSC = 0x38;
  private static final int UARTRIS = 0x3c;
  private static final int UARTICR = 0x44;
  private static final int RXFE = 1 << 4;
  private static final int RXFF = 1 << 6;
  private static final int RXRIS = 1 << 4;
  private static final int RTRIS = 1 << 6;
  private static final int SPI = 33;

  private final FakeTime time = new FakeTime();
  private final FakeInterruptController gic = new FakeInterruptController();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private Pl011 uart(FlushPolicy policy, SerialInput input) {
    return new Pl011(
        VirtMemoryMap.UART0_BASE, SPI, time, gic, new SerialOutput(sent, policy), input);
  }

  private Pl011 uartReading(String text) {
    return uart(FlushPolicy.WHEN_FULL, new StreamSerialInput(stream(text)));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void send(Pl011 uart, String text) {
    text.chars().forEach(c -> uart.write(UARTDR, 1, c));
  }

  private String sent() {
    return sent.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void aLineIsPassedOnAtItsEndForATerminal() {
    Pl011 uart = uart(FlushPolicy.EACH_LINE, SerialInput.none());
    send(uart, "one\ntwo");
    assertThat(sent()).isEqualTo("one\n");
  }

  @Test
  void theLastBytesComeWithTheFlushAtTheEnd() {
    Pl011 uart = uart(FlushPolicy.WHEN_FULL, SerialInput.none());
    send(uart, "no newline");
    assertThat(sent()).isEmpty();
    uart.flush();
    assertThat(sent()).isEqualTo("no newline");
  }

  @Test
  void moreThanABufferIsPassedOnInOrder() {
    Pl011 uart = uart(FlushPolicy.WHEN_FULL, SerialInput.none());
    String text = "0123456789".repeat(2000);
    send(uart, text);
    uart.flush();
    assertThat(sent()).isEqualTo(text);
  }

  @Test
  void aPromptIsPassedOnBeforeInputIsAwaited() {
    List<String> sentWhenAsked = new ArrayList<>();
    SerialInput input =
        () -> {
          sentWhenAsked.add(sent());
          return 'y';
        };
    Pl011 uart = uart(FlushPolicy.WHEN_FULL, input);
    send(uart, "sure? ");
    uart.read(UARTDR, 1);
    assertThat(sentWhenAsked).containsExactly("sure? ");
  }

  @Test
  void readingDataTakesTheInputByteByByte() {
    Pl011 uart = uartReading("ab");
    assertThat(uart.read(UARTDR, 1)).isEqualTo('a');
    assertThat(uart.read(UARTDR, 4)).isEqualTo('b');
    assertThat(uart.read(UARTDR, 4)).isZero();
  }

  @Test
  void aGuestThatOnlySendsNeverTouchesTheInput() {
    SerialInput untouched =
        () -> {
          throw new AssertionError("input was asked for");
        };
    Pl011 uart = uart(FlushPolicy.WHEN_FULL, untouched);
    for (int i = 0; i < 1000; i++) {
      uart.read(UARTFR, 4);
      send(uart, "x");
      uart.read(UARTFR, 4);
    }
    time.advanceTo(10L * Pl011.RECEIVE_INTERVAL);
    uart.update();
    uart.flush();
    assertThat(sent()).hasSize(1000);
  }

  @Test
  void aGuestThatPollsTheFlagsGetsItsByteAtAFixedPoll() {
    Pl011 uart = uartReading("a");
    for (int i = 0; i < Pl011.FLAG_READS_BEFORE_RECEIVING; i++) {
      assertThat(uart.read(UARTFR, 4) & RXFE).as("poll %d", i).isEqualTo(RXFE);
    }
    assertThat(uart.read(UARTFR, 4) & RXFE).isZero();
    assertThat(uart.read(UARTDR, 4)).isEqualTo('a');
  }

  @Test
  void withoutFifoOneByteFillsTheReceiver() {
    Pl011 uart = uartReading("ab");
    for (int i = 0; i <= Pl011.FLAG_READS_BEFORE_RECEIVING; i++) {
      uart.read(UARTFR, 4);
    }
    assertThat(uart.read(UARTFR, 4) & (RXFE | RXFF)).isEqualTo(RXFF);
    uart.write(UARTLCR_H, 4, 1 << 4);
    assertThat(uart.read(UARTFR, 4) & RXFF).isZero();
  }

  @Test
  void anUnmaskedReceiveInterruptBringsInputAtTheNextInterval() {
    Pl011 uart = uartReading("a");
    time.advanceTo(12_345);
    assertThat(uart.nextEventInstruction()).isEqualTo(EventSource.NEVER);
    uart.write(UARTIMSC, 4, RXRIS);
    assertThat(uart.nextEventInstruction()).isEqualTo(Pl011.RECEIVE_INTERVAL);
    uart.update();
    assertThat(gic.level(SPI)).isFalse();
    time.advanceTo(Pl011.RECEIVE_INTERVAL + 7);
    uart.update();
    assertThat(gic.level(SPI)).isTrue();
    assertThat(uart.read(UARTRIS, 4)).isEqualTo(RXRIS | RTRIS);
  }

  @Test
  void readingTheLastByteDropsTheReceiveInterrupt() {
    Pl011 uart = uartReading("ab");
    uart.write(UARTIMSC, 4, RTRIS);
    time.advanceTo(Pl011.RECEIVE_INTERVAL);
    uart.update();
    assertThat(uart.read(UARTDR, 4)).isEqualTo('a');
    assertThat(gic.level(SPI)).isFalse();
    assertThat(uart.nextEventInstruction()).isEqualTo(2L * Pl011.RECEIVE_INTERVAL);
  }

  @Test
  void clearingDropsAnInterruptThoughTheByteStays() {
    Pl011 uart = uartReading("a");
    uart.write(UARTIMSC, 4, RXRIS);
    time.advanceTo(Pl011.RECEIVE_INTERVAL);
    uart.update();
    uart.write(UARTICR, 4, RXRIS | RTRIS);
    assertThat(gic.level(SPI)).isFalse();
    assertThat(uart.read(UARTDR, 4)).isEqualTo('a');
  }

  @Test
  void nothingIsDueAfterTheEndOfTheInput() {
    Pl011 uart = uartReading("");
    uart.write(UARTIMSC, 4, RXRIS);
    time.advanceTo(Pl011.RECEIVE_INTERVAL);
    uart.update();
    assertThat(uart.nextEventInstruction()).isEqualTo(EventSource.NEVER);
  }
}
