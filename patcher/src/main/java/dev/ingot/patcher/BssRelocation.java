package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.LoadedWords;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.ModuleDataLayout.BssField;
import dev.ingot.goelf.a64.PcRelative;
import dev.ingot.goelf.a64.PlaceSearch;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds every place that holds an address in the data that moves, and what it becomes: instruction
 * pairs, pointer variables, type descriptors, the moduledata and symbols. Works without relocation
 * records; {@link RecordedRelocation} goes by them.
 */
final class BssRelocation {
  private final GoProgram program;
  private final ElfImage image;
  private final ImageMemory memory;
  private final ModuleData moduleData;
  private final ProgramText text;
  private final BssMove move;
  private final AddressRewriter rewriter;
  private final long movedStart;
  private final long movedEnd;

  private BssRelocation(GoProgram program, BssMove move) {
    this.program = program;
    this.image = program.image();
    this.memory = image.memory();
    this.moduleData = program.moduleData();
    this.text = new ProgramText(program);
    this.move = move;
    this.rewriter = new AddressRewriter(program, move.delta());
    this.movedStart = move.oldAddress();
    this.movedEnd = move.oldEnd();
  }

  /** The edits of a move, by the linker's records if it kept them. */
  static List<Edit> edits(GoProgram program, BssMove move) {
    return ZeroFill.recordsOf(program)
        .map(records -> RecordedRelocation.edits(program, move, records))
        .orElseGet(() -> found(program, move));
  }

  /** The edits of a move, found in the program itself. */
  static List<Edit> found(GoProgram program, BssMove move) {
    BssRelocation relocation = new BssRelocation(program, move);
    relocation.relocateInstructions();
    relocation.relocateDataPointers();
    relocation.relocateTypeMasks();
    relocation.relocateModuleData();
    relocation.relocateSymbols();
    return relocation.rewriter.edits();
  }

  private void relocateInstructions() {
    PlaceSearch search =
        new PlaceSearch(movedStart - AddressRewriter.PAGE_OFFSET_MASK, movedEnd - 1);
    int[] found = new int[LoadedWords.BLOCK_INSTRUCTIONS];
    text.forEachBlock(
        (address, words, count) -> {
          int hits = search.pages(address, words, count, found);
          for (int i = 0; i < hits; i++) {
            int word = words[found[i]];
            long at = address + (long) found[i] * ProgramText.INSTRUCTION_SIZE;
            if (ProgramText.isAddressOfPage(word) && isNearMoved(ProgramText.pageOf(at, word))) {
              relocatePair(at, word);
            }
          }
        });
  }

  private void relocatePair(long address, int word) {
    long page = ProgramText.pageOf(address, word);
    int low = text.pageOffsetBehind(address, word);
    if (low == PcRelative.NO_OFFSET) {
      throw image.refuse(
          rewriter.placeOf(address),
          "ADRP of page 0x%x without ADD or load/store of x%d behind it"
              .formatted(page, ProgramText.registerOf(word)),
          "pairs as Go's assembler emits them",
          "keep .bss in place, or build with one of Go 1.16 to 1.27");
    }
    long target = page + low;
    if (move.covers(target)) {
      rewriter.rewritePage(address, ProgramText.registerOf(word), target);
      rewriter.rewritePageOffset(address + ProgramText.INSTRUCTION_SIZE, target);
    }
  }

  private boolean isNearMoved(long page) {
    return page + AddressRewriter.PAGE_OFFSET_MASK >= movedStart && page < movedEnd;
  }

  private void relocateDataPointers() {
    program
        .dataPointers()
        .forEachPointer(
            address -> {
              if (move.covers(memory.longAt(address))) {
                rewriter.rewritePointer(
                    address,
                    EditKind.DATA_POINTER,
                    "data+0x" + Long.toHexString(address - moduleData.data()));
              }
            });
  }

  private void relocateTypeMasks() {
    for (long address : program.onDemandMaskPointers()) {
      rewriter.rewritePointer(
          address,
          EditKind.TYPE_MASK_POINTER,
          "types+0x" + Long.toHexString(address - moduleData.types()) + " GCData");
    }
  }

  private void relocateModuleData() {
    List<BssField> fields =
        move.covers(moduleData.noptrdata())
            ? moduleData.layout().writableFields()
            : moduleData.layout().bssFields();
    for (BssField field : fields) {
      long address = moduleData.address() + field.offset();
      long value = memory.longAt(address);
      if (value >= move.oldAddress() && value <= moduleData.end()) {
        rewriter.rewritePointer(
            address, EditKind.MODULE_DATA, "runtime.firstmoduledata." + field.name());
      }
    }
  }

  private void relocateSymbols() {
    Set<Integer> sections =
        ZeroFill.sectionsIn(program, move).stream()
            .map(ElfSection::index)
            .collect(Collectors.toSet());
    image.symbolsIn(sections).forEach(rewriter::rewriteSymbol);
  }
}
