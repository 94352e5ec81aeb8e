package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
import dev.ingot.goelf.LinkRelocations;
import dev.ingot.goelf.LinkRelocations.Relocation;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.ModuleDataLayout.BssField;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves the zero-filled data of a program whose linker kept its relocation records: Go's and C's
 * alike, since the records tell every place that holds an address, in code of any compiler.
 */
final class RecordedRelocation {
  // ELF for the Arm 64-bit Architecture, "Relocation", names without R_AARCH64_.
  private static final int NONE = 0;
  private static final int ABS64 = 257;
  private static final int ADR_PREL_PG_HI21 = 275;
  private static final int ADR_PREL_PG_HI21_NC = 276;
  private static final int ADD_ABS_LO12_NC = 277;
  private static final int LDST8_ABS_LO12_NC = 278;
  private static final int LDST16_ABS_LO12_NC = 284;
  private static final int LDST32_ABS_LO12_NC = 285;
  private static final int LDST64_ABS_LO12_NC = 286;
  private static final int LDST128_ABS_LO12_NC = 299;
  private static final int GOT_LD_PREL19 = 309;
  private static final int ADR_GOT_PAGE = 311;
  private static final int LD64_GOT_LO12_NC = 312;
  private static final int LD64_GOTPAGE_LO15 = 313;

  private static final Set<String> OFFSET_TABLES = Set.of(".got", ".got.plt");

  private final ElfImage image;
  private final ImageMemory memory;
  private final ModuleData moduleData;
  private final AddressRewriter rewriter;
  private final Set<Integer> movedSections;
  private final Map<Long, String> moduleDataFields = new HashMap<>();
  private final Set<Long> rewritten = new HashSet<>();
  private final Set<Long> targetsThroughTable = new HashSet<>();

  private RecordedRelocation(GoProgram program, BssMove move) {
    this.image = program.image();
    this.memory = image.memory();
    this.moduleData = program.moduleData();
    this.rewriter = new AddressRewriter(program, move.delta());
    this.movedSections =
        ZeroFill.sectionsOf(program).stream().map(ElfSection::index).collect(Collectors.toSet());
    for (BssField field : moduleData.layout().bssFields()) {
      moduleDataFields.put(moduleData.address() + field.offset(), field.name());
    }
  }

  static List<Edit> edits(GoProgram program, BssMove move, LinkRelocations records) {
    RecordedRelocation relocation = new RecordedRelocation(program, move);
    records.forEach(relocation::relocate);
    relocation.relocateOffsetTables();
    relocation
        .image
        .symbolsIn(relocation.movedSections)
        .forEach(relocation.rewriter::rewriteSymbol);
    return relocation.rewriter.edits();
  }

  private boolean isMoved(ElfSymbol symbol) {
    return movedSections.contains(symbol.section());
  }

  private void relocate(Relocation relocation) {
    if (relocation.type() == NONE
        || !isMoved(relocation.symbol())
        || !rewritten.add(relocation.address())) {
      return;
    }
    switch (relocation.type()) {
      case ABS64 -> relocatePointer(relocation);
      case ADR_PREL_PG_HI21, ADR_PREL_PG_HI21_NC -> relocatePage(relocation);
      case ADD_ABS_LO12_NC,
          LDST8_ABS_LO12_NC,
          LDST16_ABS_LO12_NC,
          LDST32_ABS_LO12_NC,
          LDST64_ABS_LO12_NC,
          LDST128_ABS_LO12_NC ->
          rewriter.rewritePageOffset(relocation.address(), relocation.target());
      case GOT_LD_PREL19, ADR_GOT_PAGE, LD64_GOT_LO12_NC, LD64_GOTPAGE_LO15 ->
          targetsThroughTable.add(relocation.symbol().value());
      default ->
          throw unexpected(
              relocation,
              "relocation type %d of %s".formatted(relocation.type(), relocation.symbol().name()),
              "addresses by ADRP pairs, 64-bit words or the global offset table");
    }
  }

  private void relocatePointer(Relocation relocation) {
    long address = relocation.address();
    if (memory.longAt(address) != relocation.target()) {
      throw unexpected(
          relocation,
          "0x%x".formatted(memory.longAt(address)),
          "0x%x, as its relocation record says".formatted(relocation.target()));
    }
    String field = moduleDataFields.get(address);
    if (field != null) {
      rewriter.rewritePointer(address, EditKind.MODULE_DATA, "runtime.firstmoduledata." + field);
    } else if (address >= moduleData.types() && address < moduleData.etypes()) {
      rewriter.rewritePointer(
          address,
          EditKind.TYPE_MASK_POINTER,
          "types+0x%x GCData".formatted(address - moduleData.types()));
    } else {
      rewriter.rewritePointer(address, EditKind.DATA_POINTER, relocation.symbol().name());
    }
  }

  /** A linker may have put another instruction in the place of an ADRP to avoid a CPU's defect. */
  private void relocatePage(Relocation relocation) {
    long address = relocation.address();
    if (Instruction.decode(memory.wordAt(address)) instanceof AddressOfPage adrp
        && adrp.page(address) == (relocation.target() & ~(long) AddressRewriter.PAGE_OFFSET_MASK)) {
      rewriter.rewritePage(address, adrp.register(), relocation.target());
    } else {
      throw unexpected(
          relocation,
          "instruction 0x%08x".formatted(memory.wordAt(address)),
          "ADRP of 0x%x, as its relocation record says".formatted(relocation.target()));
    }
  }

  private void relocateOffsetTables() {
    for (ElfSection section : image.sections()) {
      if (section.isAllocated() && OFFSET_TABLES.contains(section.name())) {
        for (long at = section.address(); at + Long.BYTES <= section.endAddress(); at += 8) {
          if (targetsThroughTable.contains(memory.longAt(at))) {
            rewriter.rewritePointer(at, EditKind.DATA_POINTER, section.name());
          }
        }
      }
    }
  }

  private RefusedException unexpected(Relocation relocation, String found, String allowed) {
    return image.refuse(
        rewriter.placeOf(relocation.address()),
        found,
        allowed,
        "keep .bss where it is (--no-move-bss), or link with"
            + " -extldflags=-Wl,--emit-relocs,--no-relax,--no-fix-cortex-a53-843419");
  }
}
