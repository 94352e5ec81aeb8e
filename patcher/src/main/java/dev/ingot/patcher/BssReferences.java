package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The places in a program that hold addresses in its zero-filled data, found without relocation
 * records.
 *
 * @param pages VAs of {@code ADRP} instructions
 * @param pointers VAs of 64-bit words: variables, type descriptors and moduledata fields
 */
public record BssReferences(SortedSet<Long> pages, SortedSet<Long> pointers) {
  /** A move that changes every such place: one that no page can hide. */
  private static final long ANY_MOVE = 0x1000_0000;

  public BssReferences {
    pages = Collections.unmodifiableSortedSet(new TreeSet<>(pages));
    pointers = Collections.unmodifiableSortedSet(new TreeSet<>(pointers));
  }

  /**
   * Finds them.
   *
   * @throws dev.ingot.goelf.RefusedException when an address is put together in a way that Go's
   *     assembler does not use
   */
  public static BssReferences found(GoProgram program) {
    BssMove move =
        new BssMove(
            program.moduleData().bss(),
            program.moduleData().bss() + ANY_MOVE,
            program.moduleData().zeroFilledSize());
    List<Edit> edits = BssRelocation.found(program, move);
    SortedSet<Long> pages = new TreeSet<>();
    SortedSet<Long> pointers = new TreeSet<>();
    for (Edit edit : edits) {
      switch (edit.kind()) {
        case PAGE_ADDRESS -> pages.add(edit.address().orElseThrow());
        case DATA_POINTER, TYPE_MASK_POINTER, MODULE_DATA ->
            pointers.add(edit.address().orElseThrow());
        default -> {}
      }
    }
    return new BssReferences(pages, pointers);
  }
}
