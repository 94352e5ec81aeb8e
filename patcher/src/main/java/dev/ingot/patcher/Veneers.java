package dev.ingot.patcher;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.Edit.StructureEdit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Jumps for calls whose new target is out of the reach of a {@code BL}. */
final class Veneers {
  private final ElfSegment text;
  private final VeneerGap behindText;
  private final List<VeneerGap> gaps;

  Veneers(GoProgram program) {
    this.text =
        program.image().loadSegments().stream()
            .filter(s -> s.containsInFile(program.moduleData().text()))
            .findFirst()
            .orElseThrow();
    TextGaps found = new TextGaps(program, text);
    this.behindText = found.behindText();
    this.gaps = List.of(behindText, found.behindHeaders());
  }

  /**
   * VA of a veneer by which a call comes to a target, empty when there can be none.
   *
   * @param call VA of the {@code BL}
   */
  OptionalLong reach(long call, long target) {
    return gaps.stream()
        .map(gap -> gap.reach(call, target))
        .flatMapToLong(OptionalLong::stream)
        .findFirst();
  }

  boolean isEmpty() {
    return gaps.stream().allMatch(gap -> gap.veneers().isEmpty());
  }

  /** The text segment with the veneers in it, any other segment as it is. */
  ElfSegment grown(ElfSegment segment) {
    if (behindText.veneers().isEmpty() || !segment.equals(text)) {
      return segment;
    }
    long size = behindText.end() - segment.virtualAddress();
    return segment.withSizes(size, size);
  }

  /** One edit a veneer. */
  List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    for (VeneerGap gap : gaps) {
      gap.veneers().forEach((target, address) -> edits.add(veneer(address, target)));
    }
    return edits;
  }

  private Edit veneer(long address, long target) {
    ByteBuffer code = ByteBuffer.allocate(Trampoline.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    Trampoline.words(address, target).forEach(code::putInt);
    return new StructureEdit(
        text.offset() + (address - text.virtualAddress()),
        OptionalLong.of(address),
        EditKind.VENEER,
        "veneer to VA 0x%x".formatted(target),
        Bytes.zeros(Trampoline.SIZE),
        Bytes.of(code.array()));
  }

  /** Where veneers can stand, for a refusal. */
  @Override
  public String toString() {
    return gaps.stream().map(VeneerGap::toString).collect(Collectors.joining(" or "));
  }
}
