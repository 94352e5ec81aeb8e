package dev.ingot.emulator.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that has nothing yet does not hold up whoever asks it. */
class PipedStreamSourceTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final byte[] buffer = new byte[8];

  @Test
  void aSilentPipeHasNothingYetAndIsAwaited() throws IOException {
    PipedInputStream pipe = new PipedInputStream();
    try (PipedOutputStream writer = new PipedOutputStream(pipe)) {
      StreamSource source = StreamSource.of(pipe);

      assertThat(source.read(buffer)).isEqualTo(StreamSource.NOTHING_YET);
      assertThat(source.awaited()).isTrue();

      writer.write(new byte[] {1, 2, 3});
      writer.flush();
      source.await(LONG);
      assertThat(source.read(buffer)).isEqualTo(3);
      assertThat(buffer).startsWith(1, 2, 3);
      assertThat(source.awaited()).isFalse();
    }
  }

  @Test
  void theEndOfAPipeIsTheEnd() throws IOException {
    PipedInputStream pipe = new PipedInputStream();
    StreamSource source = StreamSource.of(pipe);
    new PipedOutputStream(pipe).close();

    int count = source.read(buffer);
    while (count == StreamSource.NOTHING_YET) {
      source.await(LONG);
      count = source.read(buffer);
    }
    assertThat(count).isEqualTo(StreamSource.END);
  }

  @Test
  void whatAShorterBufferLeavesComesNext() throws IOException {
    PipedInputStream pipe = new PipedInputStream();
    try (PipedOutputStream writer = new PipedOutputStream(pipe)) {
      StreamSource source = StreamSource.of(pipe);
      assertThat(source.read(buffer)).isEqualTo(StreamSource.NOTHING_YET);
      writer.write(new byte[] {1, 2, 3});
      writer.flush();
      source.await(LONG);

      byte[] two = new byte[2];
      assertThat(source.read(two)).isEqualTo(2);
      assertThat(two).containsExactly(1, 2);
      assertThat(source.read(two)).isEqualTo(1);
      assertThat(two).startsWith(3);
    }
  }

  @Test
  void aFileIsNeverAwaited(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {5});
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      StreamSource source = StreamSource.of(stream);

      assertThat(source).isNotInstanceOf(PipedStreamSource.class);
      assertThat(source.read(buffer)).isEqualTo(1);
      assertThat(source.read(buffer)).isEqualTo(StreamSource.END);
    }
  }
}
