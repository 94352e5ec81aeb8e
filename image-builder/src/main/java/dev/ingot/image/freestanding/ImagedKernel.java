package dev.ingot.image.freestanding;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The kernel inside an image, for naming its functions and lines: all of the image as one segment,
 * with an ELF header in front.
 */
public final class ImagedKernel {
  private static final int ELF_HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final long ELF_IDENTIFICATION = 0x0001_0102_464c_457fL; // 64-bit, little endian
  private static final short ET_EXEC = 2;
  private static final short EM_AARCH64 = 183;

  private ImagedKernel() {}

  /**
   * The kernel in an image.
   *
   * @return nothing when go-elf cannot read it
   */
  public static Optional<GoProgram> in(byte[] image, KernelHeader header) {
    try {
      return Optional.of(GoProgram.of(ElfImage.of(asElf(image, header), "image")));
    } catch (RefusedException unreadable) {
      return Optional.empty();
    }
  }

  private static byte[] asElf(byte[] image, KernelHeader header) {
    int page = (int) PageTables.PAGE;
    ByteBuffer elf =
        ByteBuffer.allocate(Math.addExact(page, image.length)).order(ByteOrder.LITTLE_ENDIAN);
    elf.putLong(ELF_IDENTIFICATION).putLong(0);
    elf.putShort(ET_EXEC).putShort(EM_AARCH64).putInt(1);
    elf.putLong(header.address()).putLong(ELF_HEADER_SIZE).putLong(0).putInt(0);
    elf.putShort((short) ELF_HEADER_SIZE).putShort((short) PROGRAM_HEADER_SIZE).putShort((short) 1);
    elf.putShort((short) ELF_HEADER_SIZE).putShort((short) 0).putShort((short) 0);
    elf.putInt(ELF_HEADER_SIZE, ElfSegment.LOAD);
    elf.putInt(
        ELF_HEADER_SIZE + 4, ElfSegment.READABLE | ElfSegment.WRITABLE | ElfSegment.EXECUTABLE);
    elf.position(ELF_HEADER_SIZE + 8);
    elf.putLong(page).putLong(header.address()).putLong(header.address());
    elf.putLong(image.length).putLong(image.length).putLong(page);
    elf.position(page);
    elf.put(image);
    return elf.array();
  }
}
