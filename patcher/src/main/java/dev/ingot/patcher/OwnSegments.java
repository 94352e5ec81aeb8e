package dev.ingot.patcher;

import dev.ingot.patcher.Redirect.CodeTarget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Ingot's own two segments hold: the barrier stubs and the user's code in the one, the
 * counters and the user's variables in the other. Offsets and sizes in bytes.
 *
 * @param stubsSize barrier stubs, 0 for none
 * @param countersSize counters, 0 for none
 * @param parts the user's code in the order of the options
 * @param codeSize of all code
 * @param zerosSize of counters and variables
 */
record OwnSegments(int stubsSize, int countersSize, List<Part> parts, int codeSize, int zerosSize) {
  /** Alignment of the start of both segments, which a part can ask for at most. */
  private static final int LARGEST_ALIGNMENT = 4096;

  /**
   * The user's code of one source file.
   *
   * @param codeOffset from the start of the stub segment
   * @param zerosOffset from the start of the counters
   */
  record Part(UserCode code, int codeOffset, int zerosOffset) {}

  /**
   * Lays both out.
   *
   * @param routines how many barrier routines get a stub
   */
  static OwnSegments of(PatchOptions options, int routines) {
    int stubsSize = StubCode.codeSize(options.stub(), routines);
    int countersSize = StubCode.countersSize(options.stub(), routines);
    List<Part> parts = new ArrayList<>();
    int codeEnd = stubsSize;
    int zerosEnd = countersSize;
    for (UserCode code : distinctCode(options)) {
      if (code.alignment() > LARGEST_ALIGNMENT) {
        throw new IllegalArgumentException(code.name() + " is aligned to " + code.alignment());
      }
      Part part =
          new Part(code, alignUp(codeEnd, code.alignment()), alignUp(zerosEnd, code.alignment()));
      parts.add(part);
      codeEnd = Math.addExact(part.codeOffset(), code.codeSize());
      zerosEnd =
          code.zerosSize() == 0 ? zerosEnd : Math.addExact(part.zerosOffset(), code.zerosSize());
    }
    return new OwnSegments(stubsSize, countersSize, List.copyOf(parts), codeEnd, zerosEnd);
  }

  /** The same with what gave way to program headers behind the code. */
  OwnSegments withNotes(DisplacedNotes notes, Placement placement) {
    return notes.isEmpty()
        ? this
        : new OwnSegments(
            stubsSize,
            countersSize,
            parts,
            (int) (notes.newOffset() - placement.stubsOffset() + notes.size()),
            zerosSize);
  }

  /** Several redirections can go to one file. */
  private static Set<UserCode> distinctCode(PatchOptions options) {
    Set<UserCode> codes = new LinkedHashSet<>();
    for (Redirect redirect : options.redirects()) {
      if (redirect.target() instanceof CodeTarget target) {
        codes.add(target.code());
      }
    }
    return codes;
  }

  private static int alignUp(int value, int alignment) {
    return (int) Placement.alignUp(value, alignment);
  }

  boolean isEmpty() {
    return codeSize == 0;
  }
}
