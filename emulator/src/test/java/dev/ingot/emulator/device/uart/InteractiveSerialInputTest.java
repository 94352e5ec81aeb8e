package dev.ingot.emulator.device.uart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InteractiveSerialInputTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  @Test
  void anIdleStreamDoesNotStopTheMachine() throws Exception {
    try (PipedOutputStream keyboard = new PipedOutputStream();
        PipedInputStream stream = new PipedInputStream(keyboard)) {
      SerialInput input = new InteractiveSerialInput(stream);
      assertThat(input.receive()).isEqualTo(SerialInput.NOTHING_YET);
    }
  }

  @Test
  void bytesComeInOrderAndTheEndStays() throws Exception {
    byte[] typed = {'o', (byte) 0xff};
    InteractiveSerialInput input = new InteractiveSerialInput(new ByteArrayInputStream(typed));
    assertThat(next(input)).isEqualTo('o');
    assertThat(next(input)).isEqualTo(0xff);
    assertThat(next(input)).isEqualTo(SerialInput.END);
    assertThat(next(input)).isEqualTo(SerialInput.END);
  }

  private static int next(InteractiveSerialInput input) throws InterruptedException {
    assertThat(input.await(LONG_ENOUGH)).isTrue();
    return input.receive();
  }
}
