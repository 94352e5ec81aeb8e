package dev.ingot.linkerscript;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.linkerscript.devicetree.FlattenedDeviceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The device trees that tests read: those in the test resources, which boards/README.md there
 * explains, and a Raspberry Pi 4's from Debian's kernel package, which is under Linux' licence and
 * therefore fetched and not kept here.
 */
public final class TestBoards {
  /** Where {@code .ci/install-oracles} puts the Raspberry Pi's. */
  private static final Path RASPBERRY_PI_4 =
      Path.of("/usr/local/share/ingot-oracles/bcm2711-rpi-4-b.dtb");

  private TestBoards() {}

  /** A Raspberry Pi 4; skips the test where its device tree is missing. */
  public static Board raspberryPi4() {
    assumeTrue(
        Files.isReadable(RASPBERRY_PI_4),
        RASPBERRY_PI_4
            + " is missing; .ci/install-oracles fetches it from Debian's kernel package");
    try {
      return new BoardSource.Blob(RASPBERRY_PI_4, OptionalLong.empty()).board();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The board that a committed blob describes. */
  public static Board read(String file) {
    return DeviceTreeBoard.of(
        FlattenedDeviceTree.read(ByteBuffer.wrap(bytes(file)), file), OptionalLong.empty());
  }

  /** A committed blob. */
  public static byte[] bytes(String file) {
    try (InputStream in = TestBoards.class.getResourceAsStream("/boards/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
