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

  /** The edit of the sum, empty when nothing that it covers changes. */
  static Optional<Edit> edit(GoProgram program, List<Edit> edits) {
    return program.fipsInfo().flatMap(info -> edit(program, info, edits));
  }

  private static Optional<Edit> edit(GoProgram program, FipsInfo info, List<Edit> edits) {
    byte[] patched = PatchedBytes.apply(program.image(), edits);
    ImageMemory memory = program.image().memory();
    long address = info.address() + FipsInfo.SUM_OFFSET;
    int offset = memory.offsetOf(address, FipsInfo.SUM_SIZE);
    byte[] oldSum = memory.bytesAt(address, FipsInfo.SUM_SIZE);
    byte[] newSum =
        info.sum(
            stretch -> {
              int size = (int) (stretch.end() - stretch.start());
              int start = memory.offsetOf(stretch.start(), size);
              return Arrays.copyOfRange(patched, start, start + size);
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
}
