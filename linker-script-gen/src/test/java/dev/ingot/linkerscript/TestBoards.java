package dev.ingot.linkerscript;

import dev.ingot.linkerscript.devicetree.FlattenedDeviceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** The device trees in the test resources; boards/README.md there tells where they are from. */
public final class TestBoards {
  private TestBoards() {}

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
