package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.dwarf.DebugSection;
import dev.ingot.goelf.dwarf.MalformedDwarfException;
import dev.ingot.goelf.dwarf.VariableLocations;
import dev.ingot.patcher.Edit.PointerEdit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What becomes of the debugging information when the zero-filled data moves: the locations of the
 * variables in it follow. In an uncompressed {@code .debug_info} that is an edit each; a compressed
 * one is replaced by an uncompressed one at the end of the file (docs/decisions/0007).
 *
 * @param edits of the locations
 * @param replacement what stands for the compressed section
 * @param failure why the locations stay as they are, when they do
 */
record DebugInfoRelocation(
    List<Edit> edits, Optional<ReplacedSection> replacement, Optional<String> failure) {
  private static final String INFO = ".debug_info";
  private static final String ABBREVIATIONS = ".debug_abbrev";

  /** A program without debugging information, or one whose data stays. */
  static DebugInfoRelocation none() {
    return new DebugInfoRelocation(List.of(), Optional.empty(), Optional.empty());
  }

  static DebugInfoRelocation of(GoProgram program, BssMove move) {
    if (move.delta() == 0 || !DebugSection.isPresent(program.image())) {
      return none();
    }
    try {
      Optional<DebugSection> info = DebugSection.named(program.image(), INFO);
      Optional<DebugSection> abbreviations = DebugSection.named(program.image(), ABBREVIATIONS);
      return info.isPresent() && abbreviations.isPresent()
          ? follow(program, move, info.get(), abbreviations.get().content())
          : none();
    } catch (MalformedDwarfException e) {
      return new DebugInfoRelocation(
          List.of(), Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static DebugInfoRelocation follow(
      GoProgram program, BssMove move, DebugSection info, byte[] abbreviations)
      throws MalformedDwarfException {
    List<Integer> offsets = new ArrayList<>();
    VariableLocations.forEach(
        info.content(),
        abbreviations,
        (offset, address) -> {
          if (move.covers(address)) {
            offsets.add(offset);
          }
        });
    if (offsets.isEmpty()) {
      return none();
    }
    return info.isCompressed()
        ? replaced(info, offsets, move)
        : edited(program.image(), info, offsets, move);
  }

  private static DebugInfoRelocation edited(
      ElfImage image, DebugSection info, List<Integer> offsets, BssMove move) {
    List<Edit> edits = new ArrayList<>();
    for (int offset : offsets) {
      long fileOffset = info.section().offset() + offset;
      long address = image.bytes().getLong((int) fileOffset);
      edits.add(
          new PointerEdit(
              fileOffset,
              OptionalLong.empty(),
              EditKind.DEBUG_INFO,
              "%s+0x%x".formatted(info.section().name(), offset),
              address,
              address + move.delta()));
    }
    return new DebugInfoRelocation(List.copyOf(edits), Optional.empty(), Optional.empty());
  }

  private static DebugInfoRelocation replaced(
      DebugSection info, List<Integer> offsets, BssMove move) {
    ByteBuffer content = ByteBuffer.wrap(info.content()).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset : offsets) {
      content.putLong(offset, content.getLong(offset) + move.delta());
    }
    ReplacedSection replacement =
        new ReplacedSection(info.section(), info.plainName(), Bytes.owning(info.content()));
    return new DebugInfoRelocation(List.of(), Optional.of(replacement), Optional.empty());
  }
}
