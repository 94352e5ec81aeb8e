package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.a64.Instruction.Branch;
import dev.ingot.patcher.Edit.InstructionEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * First instructions of functions that a freestanding kernel must not run. Every way into the
 * function ends there, calls through pointers and jumps included, which a redirection of calls
 * would miss. Functions that the linker left out need nothing.
 */
final class EntryEdits {
  /** {@code ret}. */
  private static final int RETURN = 0xd65f_03c0;

  private final GoProgram program;
  private final ProgramText text;
  private final List<Edit> edits = new ArrayList<>();

  private EntryEdits(GoProgram program) {
    this.program = program;
    this.text = new ProgramText(program);
  }

  static List<Edit> of(GoProgram program, Freestanding freestanding) {
    EntryEdits entries = new EntryEdits(program);
    freestanding
        .jumps()
        .forEach(
            jump ->
                program
                    .functionNamed(jump.function())
                    .ifPresent(function -> entries.jump(function, jump.target())));
    freestanding
        .returns()
        .forEach(
            name ->
                program.functionNamed(name).ifPresent(function -> entries.add(function, RETURN)));
    return entries.edits;
  }

  private void jump(GoFunction function, long target) {
    long distance = target - function.entry();
    if (!Branch.RANGE.contains(distance)) {
      throw program
          .image()
          .refuse(
              "jump from %s to VA 0x%x".formatted(function.name(), target),
              "%d bytes".formatted(distance),
              "-128 MiB to 128 MiB",
              "make the kernel smaller");
    }
    add(function, new Branch(distance).encode());
  }

  private void add(GoFunction function, int word) {
    long entry = function.entry();
    edits.add(
        new InstructionEdit(
            text.fileOffset(entry),
            entry,
            EditKind.FUNCTION_ENTRY,
            new CodeHolder.Located(program, Optional.of(function.name())),
            text.wordAt(entry),
            word));
  }
}
