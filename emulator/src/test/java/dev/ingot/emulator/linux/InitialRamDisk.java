package dev.ingot.emulator.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A cpio archive in the "newc" format with one executable file (Linux
 * Documentation/driver-api/early-userspace/buffer-format.rst).
 */
final class InitialRamDisk {
  private static final String MAGIC = "070701";
  private static final int EXECUTABLE_FILE = 0100755;
  private static final int ALIGNMENT = 4;
  private static final String TRAILER = "TRAILER!!!";

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

  private InitialRamDisk() {}

  static byte[] with(String name, byte[] content) {
    InitialRamDisk disk = new InitialRamDisk();
    disk.member(1, EXECUTABLE_FILE, name, content);
    disk.member(0, 0, TRAILER, new byte[0]);
    return disk.archive.toByteArray();
  }

  private void member(int inode, int mode, String name, byte[] content) {
    int nameBytes = name.length() + 1;
    int[] fields = {inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, nameBytes, 0};
    StringBuilder header = new StringBuilder(MAGIC);
    for (int field : fields) {
      header.append("%08X".formatted(field));
    }
    archive.writeBytes(
        header.append(name).append('\0').toString().getBytes(StandardCharsets.US_ASCII));
    align();
    archive.writeBytes(content);
    align();
  }

  private void align() {
    while (archive.size() % ALIGNMENT != 0) {
      archive.write(0);
    }
  }
}
