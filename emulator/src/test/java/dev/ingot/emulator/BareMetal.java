package dev.ingot.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small arm64 images made of instruction words. */
public final class BareMetal {
  private static final int HEADER_BYTES = 64;
  private static final int IMAGE_BYTES = 8192;
  private static final int BRANCH_OVER_HEADER = 0x1400_0000 | HEADER_BYTES / 4;
  private static final int MAGIC_AT = 56;
  private static final int MAGIC = 0x644d_5241;
  private static final int IMAGE_SIZE_AT = 16;

  private BareMetal() {}

  /** An image whose code starts behind the header, at offset 0x40. */
  public static byte[] image(int... words) {
    ByteBuffer image = ByteBuffer.allocate(IMAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(0, BRANCH_OVER_HEADER);
    image.putLong(IMAGE_SIZE_AT, IMAGE_BYTES);
    image.putInt(MAGIC_AT, MAGIC);
    for (int i = 0; i < words.length; i++) {
      image.putInt(HEADER_BYTES + 4 * i, words[i]);
    }
    return image.array();
  }
}
