package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.patcher.Redirect.CodeTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's code of one source file, with its addresses filled in.
 *
 * @param address VA of its first byte
 */
record PlacedCode(UserCode code, long address, UserCode.Placed placed) {
  /** Places all of it; the code's own errors are whatever the {@link UserCode} throws. */
  static List<PlacedCode> of(GoProgram program, OwnSegments own, Placement placement) {
    UserCode.Symbols symbols = new ProgramSymbols(program, placement.bss());
    List<PlacedCode> all = new ArrayList<>();
    for (OwnSegments.Part part : own.parts()) {
      long address = placement.stubs() + part.codeOffset();
      UserCode.Placed placed =
          part.code().placeAt(address, placement.counters() + part.zerosOffset(), symbols);
      if (placed.bytes().size() != part.code().codeSize()) {
        throw new IllegalStateException(part.code().name() + " changed its size");
      }
      all.add(new PlacedCode(part.code(), address, placed));
    }
    return List.copyOf(all);
  }

  boolean contains(long va) {
    return va >= address && va - address < placed.bytes().size();
  }

  /**
   * Where the calls of a function go: the label that was named, or the one with the function's
   * name, or the only global one.
   */
  Optional<Long> entry(CodeTarget target, String function) {
    if (target.label().isPresent()) {
      return Optional.ofNullable(placed.labels().get(target.label().get()));
    }
    if (placed.labels().containsKey(function)) {
      return Optional.of(placed.labels().get(function));
    }
    return placed.exported().size() == 1
        ? placed.exported().stream().map(placed.labels()::get).findFirst()
        : Optional.empty();
  }

  /** Whether it calls (BL) a function of the program. */
  boolean callsProgram(GoProgram program) {
    ByteBuffer words = ByteBuffer.wrap(placed.bytes().toArray()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + ProgramText.INSTRUCTION_SIZE <= words.limit(); at += 4) {
      if (Instruction.decode(words.getInt(at)) instanceof BranchWithLink call
          && program.moduleData().isText(address + at + call.offset())) {
        return true;
      }
    }
    return false;
  }
}
