package dev.ingot.emulator.device.virtio;

import static dev.ingot.emulator.device.virtio.TestDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.FakeTime;
import dev.ingot.emulator.device.uart.SerialOutput;
import dev.ingot.emulator.device.uart.SerialOutput.FlushPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtio 1.2 section 5.3.6, multiport. */
class VirtioConsoleTest {
  private static final int DEVICE_READY = 0;
  private static final int PORT_ADD = 1;
  private static final int PORT_READY = 3;
  private static final int PORT_OPEN = 6;
  private static final int PORT_NAME = 7;
  private static final int CONTROL_RECEIVE = 2;
  private static final int CONTROL_TRANSMIT = 3;
  private static final int IN_RECEIVE = 4;
  private static final int OUT_TRANSMIT = 7;
  private static final int QUEUES = 8;
  private static final int IN = 1;
  private static final int OUT = 2;

  private record Control(int port, int event, int value, String name) {}

  private final FakeTime time = new FakeTime();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private int controlsRead;

  private TestDriver console(byte[] input) {
    return console(StreamSource.of(new ByteArrayInputStream(input)));
  }

  private TestDriver console(StreamSource input) {
    VirtioConsole console =
        new VirtioConsole(
            time,
            List.of(
                ConsolePort.input("in", input),
                ConsolePort.output("out", new SerialOutput(sent, FlushPolicy.WHEN_FULL))));
    return new TestDriver(console).bringUp(QUEUES);
  }

  private static void control(TestDriver driver, int port, int event, int value) {
    driver.send(
        CONTROL_TRANSMIT,
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(port)
            .putShort((short) event)
            .putShort((short) value)
            .array());
  }

  /** Makes room for one control message and reads it; it has to be there. */
  private Control nextControl(TestDriver driver) {
    long pa = driver.offer(CONTROL_RECEIVE, 64);
    assertThat(driver.usedCount(CONTROL_RECEIVE)).isGreaterThan(controlsRead);
    int length = driver.usedLength(CONTROL_RECEIVE, controlsRead++);
    ByteBuffer message = ByteBuffer.wrap(driver.content(pa, length)).order(ByteOrder.LITTLE_ENDIAN);
    int port = message.getInt();
    int event = message.getShort();
    int value = message.getShort();
    byte[] rest = new byte[message.remaining()];
    message.get(rest);
    return new Control(port, event, value, new String(rest, StandardCharsets.US_ASCII));
  }

  private TestDriver openConsole(byte[] input) {
    return openConsole(StreamSource.of(new ByteArrayInputStream(input)));
  }

  private TestDriver openConsole(StreamSource input) {
    TestDriver driver = console(input);
    control(driver, 0, DEVICE_READY, 1);
    assertThat(nextControl(driver)).isEqualTo(new Control(IN, PORT_ADD, 1, ""));
    assertThat(nextControl(driver)).isEqualTo(new Control(OUT, PORT_ADD, 1, ""));
    for (int port : List.of(IN, OUT)) {
      control(driver, port, PORT_READY, 1);
      nextControl(driver);
      nextControl(driver);
      control(driver, port, PORT_OPEN, 1);
    }
    return driver;
  }

  @Test
  void theConfigurationCountsPortZeroToo() {
    assertThat(console(new byte[0]).register(CONFIG + 4)).isEqualTo(3);
  }

  @Test
  void aReadyPortIsNamedAndOpen() {
    TestDriver driver = console(new byte[0]);
    control(driver, 0, DEVICE_READY, 1);
    nextControl(driver);
    nextControl(driver);
    control(driver, OUT, PORT_READY, 1);
    assertThat(nextControl(driver)).isEqualTo(new Control(OUT, PORT_NAME, 1, "out\0"));
    assertThat(nextControl(driver)).isEqualTo(new Control(OUT, PORT_OPEN, 1, ""));
  }

  @Test
  void everyByteValueArrivesAndThenTheEnd() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    TestDriver driver = openConsole(all);
    long pa = driver.offer(IN_RECEIVE, 512);
    assertThat(driver.usedLength(IN_RECEIVE, 0)).isEqualTo(256);
    assertThat(driver.content(pa, 256)).isEqualTo(all);
    driver.offer(IN_RECEIVE, 512);
    assertThat(driver.usedCount(IN_RECEIVE)).isEqualTo(1);
    assertThat(nextControl(driver)).isEqualTo(new Control(IN, PORT_OPEN, 0, ""));
  }

  @Test
  void nothingIsReadForAPortThatTheGuestHasNotOpened() {
    TestDriver driver = console("abc".getBytes(StandardCharsets.US_ASCII));
    driver.offer(IN_RECEIVE, 16);
    assertThat(driver.usedCount(IN_RECEIVE)).isZero();
    control(driver, IN, PORT_OPEN, 1);
    assertThat(driver.usedLength(IN_RECEIVE, 0)).isEqualTo(3);
  }

  @Test
  void aRequestStaysWithTheDeviceUntilSomethingHasComeForIt() {
    Deque<byte[]> arrived = new ArrayDeque<>();
    TestDriver driver =
        openConsole(
            buffer -> {
              byte[] bytes = arrived.isEmpty() ? new byte[0] : arrived.remove();
              System.arraycopy(bytes, 0, buffer, 0, bytes.length);
              return bytes.length;
            });

    long pa = driver.offer(IN_RECEIVE, 16);
    time.advanceTo(driver.device.nextEventInstruction());
    driver.device.update();
    assertThat(driver.usedCount(IN_RECEIVE)).isZero();

    arrived.add(new byte[] {7});
    time.advanceTo(driver.device.nextEventInstruction());
    driver.device.update();
    assertThat(driver.usedLength(IN_RECEIVE, 0)).isEqualTo(1);
    assertThat(driver.content(pa, 1)).containsExactly(7);
  }

  @Test
  void aSecondBufferWaitsUntilTheGuestComesBackOrTimePasses() {
    byte[] input = "abcdef".getBytes(StandardCharsets.US_ASCII);
    TestDriver driver = console(input);
    driver.offer(IN_RECEIVE, 3);
    driver.offer(IN_RECEIVE, 3);
    control(driver, IN, PORT_OPEN, 1);
    assertThat(driver.usedCount(IN_RECEIVE)).isEqualTo(1);
    time.advanceTo(driver.device.nextEventInstruction());
    driver.device.update();
    assertThat(driver.usedCount(IN_RECEIVE)).isEqualTo(2);
  }

  @Test
  void whatTheGuestSendsIsPassedOnAtOnce() {
    TestDriver driver = openConsole(new byte[0]);
    driver.send(OUT_TRANSMIT, new byte[] {0, '\n', '\r', (byte) 0xff});
    assertThat(sent.toByteArray()).containsExactly(0, '\n', '\r', 0xff);
    assertThat(driver.usedCount(OUT_TRANSMIT)).isEqualTo(1);
  }

  @Test
  void outputGoesOnWhenTheInputHasEnded() {
    TestDriver driver = openConsole(new byte[0]);
    driver.offer(IN_RECEIVE, 16);
    driver.send(OUT_TRANSMIT, new byte[] {'x'});
    assertThat(sent.toByteArray()).containsExactly('x');
  }
}
