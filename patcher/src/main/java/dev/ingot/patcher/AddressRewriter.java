package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.LoadStore;
import dev.ingot.patcher.Edit.InstructionEdit;
import dev.ingot.patcher.Edit.PointerEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the places that hold addresses of moved data hold the new ones, each as an edit. */
final class AddressRewriter {
  static final int PAGE_OFFSET_MASK = 0xfff;

  private final GoProgram program;
  private final ElfImage image;
  private final ImageMemory memory;
  private final long delta;
  private final CodeHolder holder;
  private final List<Edit> edits = new ArrayList<>();

  /**
   * @param delta bytes that the data moves by
   */
  AddressRewriter(GoProgram program, long delta) {
    this.program = program;
    this.image = program.image();
    this.memory = image.memory();
    this.delta = delta;
    this.holder = new CodeHolder.Located(program, Optional.empty());
  }

  List<Edit> edits() {
    return edits;
  }

  /**
   * Rewrites an {@code ADRP}.
   *
   * @param register that gets the page
   * @param target VA whose page it gives
   */
  void rewritePage(long address, int register, long target) {
    long moved = target + delta;
    AddressOfPage replacement = AddressOfPage.between(register, address, moved);
    if (!AddressOfPage.RANGE.contains(replacement.offset())) {
      throw image.refuse(
          placeOf(address),
          "ADRP to VA 0x%x, %d bytes away".formatted(moved, replacement.offset()),
          "%d to %d bytes".formatted(AddressOfPage.RANGE.lowest(), AddressOfPage.RANGE.highest()),
          "move .bss to within 4 GiB of the code");
    }
    addInstruction(address, EditKind.PAGE_ADDRESS, replacement);
  }

  /**
   * Rewrites the instruction that adds the offset in the page; nothing to do when whole pages move.
   *
   * @param target VA that the pair of instructions gives
   */
  void rewritePageOffset(long address, long target) {
    if ((delta & PAGE_OFFSET_MASK) != 0) {
      addInstruction(address, EditKind.PAGE_OFFSET, withOffset(address, target + delta));
    }
  }

  private Instruction withOffset(long address, long moved) {
    int low = (int) moved & PAGE_OFFSET_MASK;
    return switch (Instruction.decode(memory.wordAt(address))) {
      case AddImmediate add ->
          new AddImmediate(add.wide(), add.destination(), add.source(), low, add.shifted());
      case LoadStore access when access.range().contains(low) -> access.withOffset(low);
      case LoadStore access ->
          throw image.refuse(
              placeOf(address),
              "an access of %d bytes to VA 0x%x".formatted(access.accessSize(), moved),
              "an aligned address",
              "move .bss by a multiple of 4096 bytes");
      default ->
          throw image.refuse(
              placeOf(address),
              "an instruction other than ADD, load or store",
              "the second half of an address",
              "move .bss by a multiple of 4096 bytes");
    };
  }

  private void addInstruction(long address, EditKind kind, Instruction replacement) {
    int oldWord = memory.wordAt(address);
    int newWord = replacement.encode();
    if (oldWord != newWord) {
      edits.add(
          new InstructionEdit(
              memory.offsetOf(address, ProgramText.INSTRUCTION_SIZE),
              address,
              kind,
              holder,
              oldWord,
              newWord));
    }
  }

  /** Rewrites the 64-bit address at a VA. */
  void rewritePointer(long address, EditKind kind, String symbol) {
    long value = memory.longAt(address);
    edits.add(
        new PointerEdit(
            memory.offsetOf(address, Long.BYTES),
            OptionalLong.of(address),
            kind,
            symbol,
            value,
            value + delta));
  }

  /** Rewrites the value of a symbol table's entry. */
  void rewriteSymbol(ElfSymbol symbol) {
    edits.add(
        new PointerEdit(
            symbol.entryOffset() + ElfSymbol.VALUE_OFFSET,
            OptionalLong.empty(),
            EditKind.SYMBOL_VALUE,
            symbol.name(),
            symbol.value(),
            symbol.value() + delta));
  }

  /** The VA with function and line, for refusals. */
  String placeOf(long address) {
    return "VA 0x%x%s"
        .formatted(
            address,
            program
                .locate(address)
                .map(line -> " (%s, %s)".formatted(line.function(), line.fileAndLine()))
                .orElse(""));
  }
}
