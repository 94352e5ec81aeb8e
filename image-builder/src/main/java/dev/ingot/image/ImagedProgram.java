package dev.ingot.image;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import dev.ingot.image.ImageRecord.Entry;
import dev.ingot.image.ImageRecord.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The program inside an image, for naming its functions and lines: the segments are all there, so
 * an ELF header in front of them makes a readable program again.
 */
public final class ImagedProgram {
  private static final int ELF_HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final long ELF_IDENTIFICATION = 0x0001_0102_464c_457fL; // 64-bit, little endian
  private static final short ET_EXEC = 2;
  private static final short EM_AARCH64 = 183;

  private ImagedProgram() {}

  /**
   * The program in an image.
   *
   * @param image a whole image, whose header {@link ImageHeader#read} accepts
   * @return nothing when the records are damaged or the program is not one that go-elf reads
   */
  public static Optional<GoProgram> in(byte[] image) {
    try {
      return Optional.of(GoProgram.of(ElfImage.of(asElf(image), "image")));
    } catch (RefusedException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
      return Optional.empty();
    }
  }

  private static byte[] asElf(byte[] image) {
    List<ImageRecord> records = ImageRecord.readTable(image);
    List<Segment> segments =
        records.stream().filter(Segment.class::isInstance).map(Segment.class::cast).toList();
    long entry =
        records.stream()
            .filter(Entry.class::isInstance)
            .mapToLong(r -> ((Entry) r).virtualAddress())
            .findFirst()
            .orElse(0);
    // Headers padded to a page keep offsets and addresses congruent.
    int headers = ELF_HEADER_SIZE + segments.size() * PROGRAM_HEADER_SIZE;
    int shift = (headers + ProgramSegments.PAGE - 1) & -ProgramSegments.PAGE;
    ByteBuffer elf =
        ByteBuffer.allocate(Math.addExact(shift, image.length)).order(ByteOrder.LITTLE_ENDIAN);
    elf.putLong(ELF_IDENTIFICATION).putLong(0);
    elf.putShort(ET_EXEC).putShort(EM_AARCH64).putInt(1);
    elf.putLong(entry).putLong(ELF_HEADER_SIZE).putLong(0).putInt(0);
    elf.putShort((short) ELF_HEADER_SIZE).putShort((short) PROGRAM_HEADER_SIZE);
    elf.putShort((short) segments.size());
    elf.putShort((short) ELF_HEADER_SIZE).putShort((short) 0).putShort((short) 0);
    for (Segment segment : segments) {
      elf.putInt(ElfSegment.LOAD).putInt(segment.flags());
      elf.putLong(segment.fileSize() == 0 ? 0 : segment.offset() + shift);
      elf.putLong(segment.virtualAddress()).putLong(segment.virtualAddress());
      elf.putLong(segment.fileSize()).putLong(segment.memorySize());
      elf.putLong(ProgramSegments.PAGE);
    }
    elf.position(shift);
    elf.put(image);
    return elf.array();
  }
}
