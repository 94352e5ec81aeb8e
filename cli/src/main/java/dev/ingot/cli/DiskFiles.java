package dev.ingot.cli;

import dev.ingot.emulator.device.virtio.BlockStorage;
import dev.ingot.emulator.device.virtio.CopyOnWriteStorage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files behind a machine's block devices, open while it runs and never written. */
final class DiskFiles implements AutoCloseable {
  private final List<FileChannel> open = new ArrayList<>();
  private final List<BlockStorage> disks = new ArrayList<>();

  /**
   * Opens files.
   *
   * @throws IOException when one cannot be read
   */
  static DiskFiles of(List<Path> files) throws IOException {
    DiskFiles result = new DiskFiles();
    try {
      for (Path file : files) {
        FileChannel channel = FileChannel.open(file);
        result.open.add(channel);
        result.disks.add(new CopyOnWriteStorage(BlockStorage.of(channel, true)));
      }
      return result;
    } catch (IOException failure) {
      result.close();
      throw failure;
    }
  }

  List<BlockStorage> disks() {
    return disks;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel each : open) {
      each.close();
    }
  }
}
