package dev.ingot.image.freestanding;

import dev.ingot.goelf.a64.Instruction.Branch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first 128 bytes of a freestanding image: the arm64 Linux {@code Image} header (Linux
 * Documentation/arch/arm64/booting.rst), whose first instruction jumps to the boot stub, and behind
 * it a line of Ingot's. In ROM the same first instruction is what the CPU runs after reset.
 *
 * @param address PA of the image's first byte
 * @param inRom whether the image stays in flash, rather than being loaded into RAM
 * @param memorySize bytes from there that the loader must leave alone
 */
public record KernelHeader(long address, boolean inRom, long memorySize) {
  /** Bytes of the header. */
  static final int SIZE = 0x80;

  private static final int IMAGE_SIZE = 0x10;
  private static final int FLAGS = 0x18;
  private static final int ARM64_MAGIC = 0x38;
  private static final int KERNEL_MAGIC = 0x40;
  private static final int VERSION = 0x48;
  private static final int IN_ROM = 0x4c;
  private static final int ADDRESS = 0x50;

  private static final int ARM64_MAGIC_VALUE = 0x644d5241; // "ARM\x64"
  private static final byte[] KERNEL_MAGIC_VALUE = "INGOTFSK".getBytes(StandardCharsets.US_ASCII);
  private static final int SUPPORTED_VERSION = 1;

  /** Little endian, 4 KiB pages, any multiple of 2 MiB. */
  private static final long LITTLE_ENDIAN_4K = 0xa;

  /** Reads the header of an image; empty when it is none of a freestanding kernel. */
  public static Optional<KernelHeader> read(byte[] image) {
    if (image.length < SIZE) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = Arrays.copyOfRange(image, KERNEL_MAGIC, VERSION);
    if (!Arrays.equals(magic, KERNEL_MAGIC_VALUE) || in.getInt(VERSION) != SUPPORTED_VERSION) {
      return Optional.empty();
    }
    return Optional.of(
        new KernelHeader(in.getLong(ADDRESS), in.getInt(IN_ROM) != 0, in.getLong(IMAGE_SIZE)));
  }

  /**
   * Writes the header.
   *
   * @param stub PA of the boot stub
   */
  void writeTo(byte[] image, long stub) {
    Arrays.fill(image, 0, SIZE, (byte) 0);
    ByteBuffer out = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, new Branch(stub - address).encode());
    out.putLong(IMAGE_SIZE, memorySize);
    out.putLong(FLAGS, LITTLE_ENDIAN_4K);
    out.putInt(ARM64_MAGIC, ARM64_MAGIC_VALUE);
    out.put(KERNEL_MAGIC, KERNEL_MAGIC_VALUE);
    out.putInt(VERSION, SUPPORTED_VERSION);
    out.putInt(IN_ROM, inRom ? 1 : 0);
    out.putLong(ADDRESS, address);
  }
}
