package dev.ingot.patcher;

import dev.ingot.goelf.FipsInfo;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.patcher.Edit.StructureEdit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Recomputes the integrity sum of Go's FIPS 140 module when edits change what it covers. The module
 * then passes its self-check again, but it is no longer the validated one.
 */
final class FipsReseal {
  private FipsReseal() {}

  /**
   * The edit of the sum, if others change what it covers.
   *
   * @param edits by file offset
   */
  static Optional<Edit> of(GoProgram program, List<Edit> edits) {
    return program.fipsInfo().flatMap(info -> edit(program, info, edits));
  }

  private static Optional<Edit> edit(GoProgram program, FipsInfo info, List<Edit> edits) {
    PatchedContent patched = new PatchedContent(program.image(), edits);
    if (info.covered().stream().noneMatch(stretch -> isChanged(patched, program, stretch))) {
      return Optional.empty();
    }
    ImageMemory memory = program.image().memory();
    long address = info.address() + FipsInfo.SUM_OFFSET;
    int offset = memory.offsetOf(address, FipsInfo.SUM_SIZE);
    byte[] oldSum = memory.bytesAt(address, FipsInfo.SUM_SIZE);
    byte[] newSum =
        info.sum(
            stretch -> {
              long start = offsetOf(program, stretch);
              return PatchedBytes.stretch(patched, start, start + stretch.size());
            });
    if (Arrays.equals(oldSum, newSum)) {
      return Optional.empty();
    }
    return Optional.of(
        new StructureEdit(
            offset,
            OptionalLong.of(address),
            EditKind.FIPS_SUM,
            ".go.fipsinfo sum",
            Bytes.of(oldSum),
            Bytes.of(newSum)));
  }

  private static boolean isChanged(
      PatchedContent patched, GoProgram program, FipsInfo.Stretch stretch) {
    if (stretch.size() <= 0) {
      return false;
    }
    long start = offsetOf(program, stretch);
    return patched.changes(start, start + stretch.size());
  }

  private static int offsetOf(GoProgram program, FipsInfo.Stretch stretch) {
    return program.image().memory().offsetOf(stretch.start(), stretch.size());
  }
}
