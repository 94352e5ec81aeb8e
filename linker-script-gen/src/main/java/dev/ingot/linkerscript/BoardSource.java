package dev.ingot.linkerscript;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.devicetree.FlattenedDeviceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where a board comes from. */
public sealed interface BoardSource {
  /**
   * Reads the board.
   *
   * @throws RefusedException when the source is malformed, or describes no usable machine
   * @throws IOException when its file cannot be read
   */
  Board board() throws IOException;

  /**
   * QEMU's virt machine.
   *
   * @param ramBytes RAM in bytes; at least 16 MiB
   */
  record QemuVirt(long ramBytes) implements BoardSource {
    @Override
    public Board board() {
      return Board.qemuVirt(ramBytes);
    }
  }

  /** A board file of the user's. */
  record TextFile(Path path) implements BoardSource {
    /** Far above any sensible board file, in bytes. */
    private static final int MAXIMUM_SIZE = 1 << 20;

    @Override
    public Board board() throws IOException {
      byte[] bytes = readAtMost(path, MAXIMUM_SIZE);
      return BoardFile.parse(new String(bytes, StandardCharsets.UTF_8), fileName(path));
    }
  }

  /**
   * A device tree blob.
   *
   * @param path the DTB
   * @param ramBytes the size of a memory node that the blob leaves to the firmware, in bytes
   */
  record Blob(Path path, OptionalLong ramBytes) implements BoardSource {
    @Override
    public Board board() throws IOException {
      byte[] bytes = readAtMost(path, FlattenedDeviceTree.MAXIMUM_SIZE);
      return DeviceTreeBoard.of(
          FlattenedDeviceTree.read(ByteBuffer.wrap(bytes), fileName(path)), ramBytes);
    }
  }

  private static byte[] readAtMost(Path path, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new RefusedException(
            new Refusal(
                fileName(path),
                "file size",
                "more than %d bytes".formatted(limit),
                "at most that many",
                "check that this is the right file"));
      }
      return bytes;
    }
  }

  private static String fileName(Path path) {
    return path.getFileName().toString();
  }
}
