package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.FipsInfo;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ModuleData;
import dev.ingot.goelf.ModuleDataLayout.BssField;
import dev.ingot.goelf.a64.Instruction;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Tells what the word at a file offset of a program is and what holds it. */
final class WordExplainer {
  /**
   * What a word is.
   *
   * @param size bytes of the word, 4 or 8
   */
  record Explanation(WordKind kind, String holder, int size) {}

  private static final int POINTER_SIZE = 8;

  private final GoProgram program;
  private final ElfImage image;
  private final ModuleData moduleData;
  private final ProgramText text;
  private final BitSet dataPointers;
  private final Map<Long, String> moduleDataFields = new HashMap<>();
  private final NavigableMap<Long, ElfSymbol> symbolsByAddress = new TreeMap<>();
  private final NavigableMap<Long, ElfSymbol> symbolsByEntry = new TreeMap<>();

  WordExplainer(GoProgram program) {
    this.program = program;
    this.image = program.image();
    this.moduleData = program.moduleData();
    this.text = new ProgramText(program);
    this.dataPointers = program.dataPointers().words();
    for (BssField field : moduleData.layout().bssFields()) {
      moduleDataFields.put(moduleData.address() + field.offset(), field.name());
    }
    for (ElfSymbol symbol : image.symbols()) {
      symbolsByEntry.put(symbol.entryOffset(), symbol);
      if (symbol.section() > 0 && symbol.section() < ElfSymbol.FIRST_RESERVED_SECTION) {
        symbolsByAddress.put(symbol.value(), symbol);
      }
    }
  }

  /**
   * Explains the word that holds a byte.
   *
   * @param offset a multiple of 4 inside the file
   * @param newWord the other file's instruction word there
   */
  Explanation explain(long offset, int newWord) {
    if (offset < ElfLayout.HEADER_SIZE) {
      return new Explanation(WordKind.ELF_HEADER, "offset 0x%x".formatted(offset), 4);
    }
    Optional<Explanation> table = headerTable(offset);
    if (table.isPresent()) {
      return table.get();
    }
    OptionalLong address = image.addressOf(offset);
    if (address.isEmpty()) {
      return notLoaded(offset);
    }
    return text.contains(address.getAsLong())
        ? instruction(address.getAsLong(), newWord)
        : memory(address.getAsLong());
  }

  private Optional<Explanation> headerTable(long offset) {
    long inSegments = offset - image.programHeaderOffset();
    if (inSegments >= 0
        && inSegments < (long) image.segments().size() * ElfLayout.PROGRAM_HEADER_SIZE) {
      return Optional.of(
          header(WordKind.PROGRAM_HEADERS, inSegments, ElfLayout.PROGRAM_HEADER_SIZE));
    }
    long inSections = offset - image.sectionHeaderOffset();
    if (inSections >= 0
        && inSections < (long) image.sections().size() * ElfLayout.SECTION_HEADER_SIZE) {
      return Optional.of(
          header(WordKind.SECTION_HEADERS, inSections, ElfLayout.SECTION_HEADER_SIZE));
    }
    return Optional.empty();
  }

  private static Explanation header(WordKind kind, long offset, int entrySize) {
    return new Explanation(
        kind, "header %d+0x%x".formatted(offset / entrySize, offset % entrySize), 4);
  }

  private Explanation notLoaded(long offset) {
    Map.Entry<Long, ElfSymbol> entry = symbolsByEntry.floorEntry(offset);
    if (entry != null && offset - entry.getKey() < ElfLayout.SYMBOL_SIZE) {
      boolean isValue = offset - entry.getKey() == ElfSymbol.VALUE_OFFSET;
      return new Explanation(WordKind.SYMBOL, entry.getValue().name(), isValue ? POINTER_SIZE : 4);
    }
    String holder =
        image.sections().stream()
            .filter(s -> offset >= s.offset() && offset - s.offset() < s.sizeInFile())
            .map(ElfSection::name)
            .findFirst()
            .orElse("");
    return new Explanation(WordKind.NOT_LOADED, holder, 4);
  }

  private Explanation instruction(long address, int newWord) {
    String holder =
        program
            .locate(address)
            .map(l -> "%s+0x%x, %s".formatted(l.function(), l.offset(), l.fileAndLine()))
            .orElse("");
    WordKind kind =
        switch (Instruction.decode(newWord)) {
          case Instruction.BranchWithLink _ -> WordKind.CALL;
          case Instruction.Branch _,
              Instruction.ConditionalBranch _,
              Instruction.CompareAndBranch _,
              Instruction.TestAndBranch _ ->
              WordKind.BRANCH;
          case Instruction.AddressOfPage _, Instruction.Address _ -> WordKind.PAGE_ADDRESS;
          case Instruction.AddImmediate _, Instruction.LoadStore _
              when followsPageAddress(address) ->
              WordKind.PAGE_OFFSET;
          default -> WordKind.INSTRUCTION;
        };
    return new Explanation(kind, holder, ProgramText.INSTRUCTION_SIZE);
  }

  private boolean followsPageAddress(long address) {
    long before = address - ProgramText.INSTRUCTION_SIZE;
    return text.contains(before) && ProgramText.isAddressOfPage(text.wordAt(before));
  }

  private Explanation memory(long address) {
    if (moduleDataFields.containsKey(address)) {
      return new Explanation(
          WordKind.MODULE_DATA,
          "runtime.firstmoduledata." + moduleDataFields.get(address),
          POINTER_SIZE);
    }
    int size = address % POINTER_SIZE == 0 ? POINTER_SIZE : POINTER_SIZE - 4;
    return new Explanation(memoryKind(address), variableAt(address), size);
  }

  private WordKind memoryKind(long address) {
    if (program.pclntab().occupies(address)) {
      return WordKind.FUNCTION_TABLE;
    }
    if (address >= moduleData.types() && address < moduleData.etypes()) {
      return WordKind.TYPE;
    }
    if (program.fipsInfo().filter(info -> isSum(info, address)).isPresent()) {
      return WordKind.FIPS_SUM;
    }
    if (address >= moduleData.data() && address < moduleData.edata()) {
      boolean pointer = dataPointers.get((int) ((address - moduleData.data()) / POINTER_SIZE));
      return pointer ? WordKind.DATA_POINTER : WordKind.DATA;
    }
    boolean data = address >= moduleData.noptrdata() && address < moduleData.enoptrdata();
    return data ? WordKind.DATA : WordKind.MEMORY;
  }

  private static boolean isSum(FipsInfo info, long address) {
    long offset = address - info.address() - FipsInfo.SUM_OFFSET;
    return offset >= 0 && offset < FipsInfo.SUM_SIZE;
  }

  /** The variable that holds the VA, or its distance from the start of its section. */
  private String variableAt(long address) {
    Map.Entry<Long, ElfSymbol> entry = symbolsByAddress.floorEntry(address);
    if (entry != null && address - entry.getKey() < Math.max(1, entry.getValue().size())) {
      return withOffset(entry.getValue().name(), address - entry.getKey());
    }
    return image.sections().stream()
        .filter(s -> s.isAllocated() && address >= s.address() && address < s.endAddress())
        .map(s -> withOffset(s.name(), address - s.address()))
        .findFirst()
        .orElse("");
  }

  private static String withOffset(String name, long offset) {
    return offset == 0 ? name : "%s+0x%x".formatted(name, offset);
  }
}
