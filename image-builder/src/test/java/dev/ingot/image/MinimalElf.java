package dev.ingot.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes small static ELF64 AArch64 files, field by field after the ELF gABI. */
final class MinimalElf {
  static final int PT_LOAD = 1;
  static final int PT_INTERP = 3;
  static final int X = 1;
  static final int W = 2;
  static final int R = 4;

  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int DATA = 0x1000;

  private record Part(int type, int flags, long address, byte[] bytes, long memorySize) {}

  private final List<Part> parts = new ArrayList<>();

  MinimalElf load(int flags, long address, byte[] bytes, long memorySize) {
    parts.add(new Part(PT_LOAD, flags, address, bytes, memorySize));
    return this;
  }

  MinimalElf interpreter() {
    parts.add(new Part(PT_INTERP, R, 0, "/lib/ld.so".getBytes(StandardCharsets.US_ASCII), 10));
    return this;
  }

  byte[] bytes(long entry) {
    ByteBuffer out = ByteBuffer.allocate(0x10000).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    out.putShort((short) 2).putShort((short) 183).putInt(1).putLong(entry);
    out.putLong(HEADER).putLong(0).putInt(0).putShort((short) HEADER);
    out.putShort((short) PROGRAM_HEADER).putShort((short) parts.size());
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    int at = DATA;
    for (Part part : parts) {
      int offset = at + (int) (part.address % 4096);
      out.putInt(part.type).putInt(part.flags).putLong(offset);
      out.putLong(part.address).putLong(part.address);
      out.putLong(part.bytes.length).putLong(part.memorySize).putLong(4096);
      out.put(offset, part.bytes);
      at += 0x1000 + (part.bytes.length + 4095) / 4096 * 4096;
    }
    byte[] file = new byte[at];
    out.get(0, file);
    return file;
  }
}
