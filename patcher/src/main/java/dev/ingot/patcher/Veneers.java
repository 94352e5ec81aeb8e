package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.patcher.Edit.StructureEdit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Jumps for calls whose new target is out of the reach of a {@code BL}. They go where code within
 * reach is certain: behind the text, into the zero bytes up to the next page boundary, which belong
 * to no function, so that the runtime sees no frame of Go's there.
 */
final class Veneers {
  /** Bytes from one veneer to the next: no ADRP comes to a page's last two words. */
  private static final int STEP = 16;

  private final ElfImage image;
  private final ElfSegment text;
  private final long start;
  private final long limit;
  private final Map<Long, Long> byTarget = new LinkedHashMap<>();

  Veneers(GoProgram program) {
    this.image = program.image();
    this.text =
        image.loadSegments().stream()
            .filter(s -> s.containsInFile(program.moduleData().text()))
            .findFirst()
            .orElseThrow();
    this.start = Placement.alignUp(text.fileEndAddress(), STEP);
    this.limit = text.fileEndAddress() + room();
  }

  /** Zero bytes behind the text that nothing else uses, in the file and in its last page. */
  private long room() {
    long end = text.endAddress();
    long pageEnd = Placement.alignUp(end, Placement.LARGEST_PAGE);
    for (ElfSegment next : image.loadSegments()) {
      if (next.virtualAddress() >= end && next.virtualAddress() < pageEnd) {
        pageEnd = Math.min(pageEnd, next.virtualAddress() & -Placement.PAGE);
      }
    }
    long offset = text.endOffset();
    long offsetEnd = Math.min(image.size(), offset + Math.max(0, pageEnd - end));
    for (ElfSegment next : image.segments()) {
      if (next.fileSize() > 0 && next.offset() >= offset) {
        offsetEnd = Math.min(offsetEnd, next.offset());
      }
    }
    for (ElfSection next : image.sections()) {
      if (next.sizeInFile() > 0 && next.offset() >= offset) {
        offsetEnd = Math.min(offsetEnd, next.offset());
      }
    }
    ByteBuffer bytes = image.bytes();
    long at = offset;
    while (at < offsetEnd && bytes.get((int) at) == 0) {
      at++;
    }
    return text.memorySize() == text.fileSize() ? at - offset : 0;
  }

  /**
   * What a call should name to come to a target: the target itself, or a veneer.
   *
   * @param call VA of the {@code BL}
   * @param callee for the refusal
   * @throws dev.ingot.goelf.RefusedException when neither is in reach
   */
  long reach(long call, long target, String callee) {
    if (BranchWithLink.RANGE.contains(target - call)) {
      return target;
    }
    long veneer = byTarget.getOrDefault(target, start + (long) byTarget.size() * STEP);
    if (veneer + Trampoline.SIZE > limit
        || !BranchWithLink.RANGE.contains(veneer - call)
        || !Trampoline.reaches(veneer, target)) {
      throw image.refuse(
          "call of %s at VA 0x%x".formatted(callee, call),
          "VA 0x%x, %d bytes away".formatted(target, target - call),
          "-128 MiB to 128 MiB, or to a veneer behind the text (VA 0x%x, room for %d bytes)"
              .formatted(start, Math.max(0, limit - start)),
          "keep these calls as they are (for barriers: --barriers keep), or make the program"
              + " smaller");
    }
    byTarget.put(target, veneer);
    return veneer;
  }

  boolean isEmpty() {
    return byTarget.isEmpty();
  }

  /** The text segment with the veneers in it, any other segment as it is. */
  ElfSegment grown(ElfSegment segment) {
    if (byTarget.isEmpty() || !segment.equals(text)) {
      return segment;
    }
    long size = start + (long) byTarget.size() * STEP - segment.virtualAddress();
    return segment.withSizes(size, size);
  }

  /** One edit a veneer. */
  List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    byTarget.forEach(
        (target, address) -> {
          ByteBuffer code = ByteBuffer.allocate(Trampoline.SIZE).order(ByteOrder.LITTLE_ENDIAN);
          Trampoline.words(address, target).forEach(code::putInt);
          edits.add(
              new StructureEdit(
                  text.offset() + (address - text.virtualAddress()),
                  OptionalLong.of(address),
                  EditKind.VENEER,
                  "veneer to VA 0x%x".formatted(target),
                  Bytes.zeros(Trampoline.SIZE),
                  Bytes.of(code.array())));
        });
    return edits;
  }
}
