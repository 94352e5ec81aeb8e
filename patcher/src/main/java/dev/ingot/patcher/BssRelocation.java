package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.ModuleDataLayout.BssField;
import dev.ingot.goelf.SourceLine;
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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds every place that holds an address in the zero-filled data, and what it becomes when the
 * data moves: instruction pairs, pointer variables, type descriptors, the moduledata and symbols.
 */
final class BssRelocation {
  private static final int PAGE_OFFSET_MASK = 0xfff;

  private final GoProgram program;
  private final ElfImage image;
  private final ImageMemory memory;
  private final ModuleData moduleData;
  private final ProgramText text;
  private final long delta;
  private final List<Edit> edits = new ArrayList<>();

  private BssRelocation(GoProgram program, BssMove move) {
    this.program = program;
    this.image = program.image();
    this.memory = image.memory();
    this.moduleData = program.moduleData();
    this.text = new ProgramText(program);
    this.delta = move.delta();
  }

  static List<Edit> edits(GoProgram program, BssMove move) {
    BssRelocation relocation = new BssRelocation(program, move);
    relocation.text.forEachWord(relocation::relocateInstruction);
    relocation.relocateDataPointers();
    relocation.relocateTypeMasks();
    relocation.relocateModuleData();
    relocation.relocateSymbols();
    return relocation.edits;
  }

  private void relocateInstruction(long address, int word) {
    if (!ProgramText.isAddressOfPage(word)) {
      return;
    }
    AddressOfPage adrp = (AddressOfPage) Instruction.decode(word);
    long page = adrp.page(address);
    if (page + PAGE_OFFSET_MASK < moduleData.bss() || page >= moduleData.enoptrbss()) {
      return;
    }
    Optional<Integer> low = text.pageOffsetBehind(address, adrp);
    if (low.isEmpty()) {
      throw image.refuse(
          placeOf(address),
          "ADRP of page 0x%x without ADD or load/store of x%d behind it"
              .formatted(page, adrp.register()),
          "pairs as Go's assembler emits them",
          "keep .bss in place, or build with one of Go 1.16 to 1.27");
    }
    if (moduleData.isZeroFilled(page + low.get())) {
      relocatePair(address, adrp, page + low.get());
    }
  }

  private void relocatePair(long address, AddressOfPage adrp, long target) {
    long moved = target + delta;
    AddressOfPage newAdrp = AddressOfPage.between(adrp.register(), address, moved);
    if (!AddressOfPage.RANGE.contains(newAdrp.offset())) {
      throw image.refuse(
          placeOf(address),
          "ADRP to VA 0x%x, %d bytes away".formatted(moved, newAdrp.offset()),
          "%d to %d bytes".formatted(AddressOfPage.RANGE.lowest(), AddressOfPage.RANGE.highest()),
          "move .bss to within 4 GiB of the code");
    }
    Optional<SourceLine> source = program.locate(address);
    String symbol = source.map(SourceLine::function).orElse("");
    addInstruction(address, EditKind.PAGE_ADDRESS, symbol, source, newAdrp);
    if ((delta & PAGE_OFFSET_MASK) != 0) {
      long second = address + ProgramText.INSTRUCTION_SIZE;
      addInstruction(
          second, EditKind.PAGE_OFFSET, symbol, program.locate(second), partner(second, moved));
    }
  }

  private Instruction partner(long address, long moved) {
    int low = (int) moved & PAGE_OFFSET_MASK;
    return switch (text.instructionAt(address).orElseThrow()) {
      case AddImmediate add ->
          new AddImmediate(add.wide(), add.destination(), add.source(), low, add.shifted());
      case LoadStore access when access.range().contains(low) -> access.withOffset(low);
      case LoadStore access ->
          throw image.refuse(
              placeOf(address),
              "an access of %d bytes to VA 0x%x".formatted(access.accessSize(), moved),
              "an aligned address",
              "move .bss by a multiple of 4096 bytes");
      default -> throw new IllegalStateException("no pair at VA 0x" + Long.toHexString(address));
    };
  }

  private void addInstruction(
      long address,
      EditKind kind,
      String symbol,
      Optional<SourceLine> source,
      Instruction replacement) {
    int oldWord = text.wordAt(address);
    int newWord = replacement.encode();
    if (oldWord != newWord) {
      edits.add(
          new InstructionEdit(
              text.fileOffset(address), address, kind, symbol, source, oldWord, newWord));
    }
  }

  private void relocateDataPointers() {
    program
        .dataPointers()
        .forEachPointer(
            address -> {
              if (moduleData.isZeroFilled(memory.longAt(address))) {
                addPointer(
                    address,
                    EditKind.DATA_POINTER,
                    "data+0x%x".formatted(address - moduleData.data()));
              }
            });
  }

  private void relocateTypeMasks() {
    for (long address : program.onDemandMaskPointers()) {
      addPointer(
          address,
          EditKind.TYPE_MASK_POINTER,
          "types+0x%x GCData".formatted(address - moduleData.types()));
    }
  }

  private void relocateModuleData() {
    for (BssField field : moduleData.layout().bssFields()) {
      long address = moduleData.address() + field.offset();
      long value = memory.longAt(address);
      if (value >= moduleData.bss() && value <= moduleData.end()) {
        addPointer(address, EditKind.MODULE_DATA, "runtime.firstmoduledata." + field.name());
      }
    }
  }

  private void addPointer(long address, EditKind kind, String symbol) {
    long value = memory.longAt(address);
    edits.add(
        new PointerEdit(
            memory.offsetOf(address, 8),
            OptionalLong.of(address),
            kind,
            symbol,
            value,
            value + delta));
  }

  private void relocateSymbols() {
    Set<Integer> sections =
        ZeroFill.sectionsOf(program).stream().map(ElfSection::index).collect(Collectors.toSet());
    for (ElfSymbol symbol : image.symbols()) {
      if (sections.contains(symbol.section())) {
        edits.add(
            new PointerEdit(
                symbol.entryOffset() + ElfSymbol.VALUE_OFFSET,
                OptionalLong.empty(),
                EditKind.SYMBOL_VALUE,
                symbol.name(),
                symbol.value(),
                symbol.value() + delta));
      }
    }
  }

  private String placeOf(long address) {
    return "VA 0x%x%s"
        .formatted(
            address,
            program
                .locate(address)
                .map(line -> " (%s, %s)".formatted(line.function(), line.fileAndLine()))
                .orElse(""));
  }
}
