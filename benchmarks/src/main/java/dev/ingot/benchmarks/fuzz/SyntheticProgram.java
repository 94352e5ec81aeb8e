package dev.ingot.benchmarks.fuzz;

import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A Go program of some 20 KiB in all its tables and no more: one that a fuzzer can read a million
 * times. The layouts are those of Go 1.20 to 1.25 (src/runtime/symtab.go, {@code moduledata};
 * src/internal/abi/symtab.go, {@code pcHeader}), written down here a second time, independently of
 * the reader.
 */
final class SyntheticProgram {
  private static final int TEXT = 0x1000;
  private static final int RODATA = 0x2000;
  private static final int DATA = 0x3000;
  private static final int NOT_LOADED = 0x4000;
  private static final int SIZE = 0x4c00;

  /** File offset to VA: each segment on a 64 KiB page of its own. */
  private static final long TEXT_BASE = 0x1_0000;

  private static final long RODATA_BASE = 0x2_0000;
  private static final long DATA_BASE = 0x3_0000;

  private static final int TYPES = RODATA;
  private static final int GC_DATA = RODATA + 0x100;
  private static final int GC_BSS = RODATA + 0x120;
  private static final int TEXT_SECTIONS = RODATA + 0x140;
  private static final int PCLNTAB = RODATA + 0x200;
  private static final int RODATA_END = RODATA + 0x800;

  private static final int MODULE_DATA = DATA + 0x40;
  private static final int FIPS_INFO = DATA + 0x300;
  private static final int BUILD_INFO = DATA + 0x3c0;
  private static final int POINTERS = DATA + 0x480;
  private static final int DATA_END = DATA + 0x4c0;
  private static final long BSS_SIZE = 0x400;
  private static final long NOPTRBSS_SIZE = 0x1000;

  private static final int FUNCTION_SIZE = 64;
  private static final int FUNC_RECORD_SIZE = 44;

  private static final List<String> FUNCTIONS =
      List.of(
          "go:buildid",
          "runtime.gcWriteBarrier1",
          "runtime.gcWriteBarrier2",
          "runtime.wbZero",
          "runtime.main",
          "main.helper",
          "main.main");

  private final byte[] bytes = new byte[SIZE];
  private final ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final List<FuzzRegion> regions = new ArrayList<>();

  private SyntheticProgram() {}

  /** The program and its tables' places. */
  static FuzzSeed create() {
    SyntheticProgram program = new SyntheticProgram();
    program.writeHeaders();
    program.writeText();
    program.writeFunctionTable();
    program.writeTypesAndMasks();
    program.writeModuleData();
    program.writeFipsAndBuildInfo();
    program.writeData();
    program.writeSymbols();
    return new FuzzSeed("synthetic", program.bytes, List.copyOf(program.regions));
  }

  private static long text(int offset) {
    return TEXT_BASE + offset;
  }

  private static long rodata(int offset) {
    return RODATA_BASE + offset;
  }

  private static long data(int offset) {
    return DATA_BASE + offset;
  }

  private static long bss() {
    return data(DATA_END);
  }

  private static long noptrbss() {
    return bss() + BSS_SIZE;
  }

  private static long end() {
    return noptrbss() + NOPTRBSS_SIZE;
  }

  private void region(String name, int start, int end, int fieldSize) {
    regions.add(new FuzzRegion(name, start, end, fieldSize));
  }

  private void writeHeaders() {
    file.putLong(0, 0x0001_0102_464c_457fL).putShort(16, (short) 2).putShort(18, (short) 183);
    file.putInt(20, 1).putLong(24, text(TEXT + 6 * FUNCTION_SIZE)).putLong(32, 64).putLong(40, 400);
    file.putShort(52, (short) 64).putShort(54, (short) 56).putShort(56, (short) 6);
    file.putShort(58, (short) 64).putShort(60, (short) 11).putShort(62, (short) 10);
    file.position(64);
    segment(6, 4, 64, text(64), 6 * 56, 6 * 56);
    segment(1, 5, 0, text(0), TEXT + textSize(), TEXT + textSize());
    segment(1, 4, RODATA, rodata(RODATA), RODATA_END - RODATA, RODATA_END - RODATA);
    segment(1, 6, DATA, data(DATA), DATA_END - DATA, end() - data(DATA));
    segment(4, 4, 0xf00, text(0xf00), 0x20, 0x20);
    segment(0x6474_e551, 6, 0, 0, 0, 0);
    file.position(400);
    section(0, 0, 0, 0, 0, 0, 0, 0);
    section(1, 1, 6, text(TEXT), TEXT, textSize(), 0, 0);
    section(7, 1, 2, rodata(RODATA), RODATA, RODATA_END - RODATA, 0, 0);
    section(15, 1, 3, data(DATA), DATA, POINTERS - DATA, 0, 0);
    section(26, 1, 3, data(POINTERS), POINTERS, DATA_END - POINTERS, 0, 0);
    section(32, 8, 3, bss(), DATA_END, BSS_SIZE, 0, 0);
    section(37, 8, 3, noptrbss(), DATA_END, NOPTRBSS_SIZE, 0, 0);
    section(47, 7, 2, text(0xf00), 0xf00, 0x20, 0, 0);
    section(64, 2, 0, 0, NOT_LOADED, 24 * 8, 9, 24);
    section(72, 3, 0, 0, NOT_LOADED + 0x400, 0x100, 0, 0);
    section(80, 3, 0, 0, NOT_LOADED + 0x500, 0x80, 0, 0);
    file.position(NOT_LOADED + 0x500);
    text(
        "\0.text\0.rodata\0.noptrdata\0.data\0.bss\0.noptrbss\0.note.go.buildid\0.symtab\0.strtab"
            + "\0.shstrtab\0");
    file.putInt(0xf00, 4).putInt(0xf04, 8).putInt(0xf08, 4).putInt(0xf0c, 0x6f47);
    region("ELF header", 16, 64, 2);
    region("program headers", 64, 64 + 6 * 56, 8);
    region("section headers", 400, 400 + 11 * 64, 8);
    region("section names", NOT_LOADED + 0x500, NOT_LOADED + 0x580, 1);
  }

  private void text(String content) {
    file.put(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void segment(int type, int flags, long offset, long va, long fileSize, long size) {
    file.putInt(type).putInt(flags).putLong(offset).putLong(va).putLong(va);
    file.putLong(fileSize).putLong(size).putLong(type == 1 ? 0x1_0000 : 8);
  }

  private void section(
      int name, int type, long flags, long va, long offset, long size, int link, long entrySize) {
    file.putInt(name).putInt(type).putLong(flags).putLong(va).putLong(offset).putLong(size);
    file.putInt(link).putInt(0).putLong(16).putLong(entrySize);
  }

  private static int textSize() {
    return FUNCTIONS.size() * FUNCTION_SIZE;
  }

  private static long entry(int function) {
    return text(TEXT + function * FUNCTION_SIZE);
  }

  private void writeText() {
    int nop = 0xd503_201f;
    for (int at = TEXT; at < TEXT + textSize(); at += 4) {
      file.putInt(at, nop);
    }
    for (int function = 4; function < FUNCTIONS.size(); function++) {
      long at = entry(function);
      at = pair(at, 27, bss() + 8L * function);
      at = pair(at, 3, noptrbss() + 16L * function);
      at = put(at, new BranchWithLink(entry(1) - at));
      at = put(at, new BranchWithLink(entry(2) - at));
      put(at, new BranchWithLink(entry(5) - at));
    }
    region("text", TEXT, TEXT + textSize(), 4);
  }

  private long pair(long at, int register, long target) {
    long second = put(at, AddressOfPage.between(register, at, target));
    return put(second, new AddImmediate(true, register, register, (int) (target & 0xfff), false));
  }

  private long put(long at, Instruction instruction) {
    file.putInt((int) (at - TEXT_BASE), instruction.encode());
    return at + 4;
  }

  private void writeFunctionTable() {
    int count = FUNCTIONS.size();
    int names = 72;
    int units = names + 0x100;
    int files = units + 16;
    int values = files + 0x40;
    int functions = values + 0x40;
    file.position(PCLNTAB);
    file.putInt(0xffff_fff1).putInt(0x0804_0000).putLong(count).putLong(1).putLong(text(TEXT));
    file.putLong(names).putLong(units).putLong(files).putLong(values).putLong(functions);
    file.putInt(PCLNTAB + units, 0);
    file.position(PCLNTAB + files);
    text("/src/main.go\0");
    // One value for the whole function: step +1 from -1 (zig-zag 2), 16 instructions, end.
    file.put(PCLNTAB + values + 1, (byte) 2).put(PCLNTAB + values + 2, (byte) 16);
    int name = 0;
    int records = 8 * count + 8;
    for (int i = 0; i < count; i++) {
      file.putInt(PCLNTAB + functions + 8 * i, i * FUNCTION_SIZE);
      file.putInt(PCLNTAB + functions + 8 * i + 4, records + i * FUNC_RECORD_SIZE);
      file.position(PCLNTAB + functions + records + i * FUNC_RECORD_SIZE);
      file.putInt(i * FUNCTION_SIZE).putInt(name).putInt(0).putInt(0).putInt(1).putInt(1).putInt(1);
      file.putInt(0).putInt(0).putInt(7).putInt(0);
      file.position(PCLNTAB + names + name);
      text(FUNCTIONS.get(i) + "\0");
      name += FUNCTIONS.get(i).length() + 1;
    }
    file.putInt(PCLNTAB + functions + 8 * count, count * FUNCTION_SIZE);
    int end = functions + records + count * FUNC_RECORD_SIZE;
    region("pclntab header", PCLNTAB, PCLNTAB + 72, 8);
    region("ftab", PCLNTAB + functions, PCLNTAB + functions + records, 4);
    region("func records", PCLNTAB + functions + records, PCLNTAB + end, 4);
    region("function names", PCLNTAB + names, PCLNTAB + units, 1);
    region("pc-value tables", PCLNTAB + values, PCLNTAB + functions, 1);
    file.position(MODULE_DATA);
    file.putLong(rodata(PCLNTAB));
    slice(rodata(PCLNTAB + names), units - names);
    slice(rodata(PCLNTAB + units), 4);
    slice(rodata(PCLNTAB + files), values - files);
    slice(rodata(PCLNTAB + values), functions - values);
    slice(rodata(PCLNTAB + functions), end - functions);
    slice(rodata(PCLNTAB + functions), count + 1);
  }

  private void slice(long pointer, long length) {
    file.putLong(pointer).putLong(length).putLong(length);
  }

  private void writeTypesAndMasks() {
    file.putLong(TYPES, 64).putLong(TYPES + 8, 48).putInt(TYPES + 16, 1);
    file.put(TYPES + 20, (byte) 0x12).put(TYPES + 21, (byte) 8).put(TYPES + 22, (byte) 8);
    file.put(TYPES + 23, (byte) 25).putLong(TYPES + 32, noptrbss() + 0x800);
    // 8 literal bits: words 0, 1 and 3 of .data are pointers; then the end.
    file.put(GC_DATA, (byte) 8).put(GC_DATA + 1, (byte) 0b1011).put(GC_DATA + 2, (byte) 0);
    // 4 literal bits, repeated 31 times with a small count: the 128 words of .bss.
    file.put(GC_BSS, (byte) 4).put(GC_BSS + 1, (byte) 5).put(GC_BSS + 2, (byte) 0x84);
    file.put(GC_BSS + 3, (byte) 31).put(GC_BSS + 4, (byte) 0);
    file.putLong(TEXT_SECTIONS, 0).putLong(TEXT_SECTIONS + 8, textSize());
    file.putLong(TEXT_SECTIONS + 16, text(TEXT));
    region("type descriptor", TYPES, TYPES + 48, 4);
    region("GC programs", GC_DATA, GC_BSS + 8, 1);
    region("text sections", TEXT_SECTIONS, TEXT_SECTIONS + 24, 8);
  }

  private void writeModuleData() {
    file.position(MODULE_DATA + 0x98);
    file.putLong(rodata(PCLNTAB)).putLong(text(TEXT)).putLong(text(TEXT + textSize()));
    file.putLong(text(TEXT)).putLong(text(TEXT + textSize()));
    file.putLong(data(DATA)).putLong(data(POINTERS)).putLong(data(POINTERS)).putLong(bss());
    file.putLong(bss()).putLong(noptrbss()).putLong(noptrbss()).putLong(end());
    file.putLong(end()).putLong(end()).putLong(end());
    file.putLong(rodata(GC_DATA)).putLong(rodata(GC_BSS));
    file.putLong(rodata(TYPES)).putLong(rodata(TYPES + 0x40)).putLong(rodata(RODATA));
    file.putLong(rodata(PCLNTAB));
    slice(rodata(TEXT_SECTIONS), 1);
    region("moduledata", MODULE_DATA, MODULE_DATA + 0x160, 8);
  }

  private void writeFipsAndBuildInfo() {
    file.position(FIPS_INFO);
    text("\u00ff Go fipsinfo \u00ff\0");
    file.position(FIPS_INFO + 48);
    file.putLong(data(FIPS_INFO)).putLong(text(TEXT)).putLong(text(TEXT + 0xc0));
    file.putLong(rodata(RODATA)).putLong(rodata(RODATA + 0x40)).putLong(0).putLong(0);
    file.putLong(data(POINTERS)).putLong(data(POINTERS + 8));
    file.position(BUILD_INFO);
    text("\u00ff Go buildinf:");
    file.put((byte) 8).put((byte) 2);
    file.position(BUILD_INFO + 32);
    String module = "path\tmain\nbuild\tGOARCH=arm64\n";
    text("\u0006go1.24");
    file.put((byte) (module.length() + 32));
    file.position(file.position() + 16);
    text(module);
    region("FIPS record", FIPS_INFO, FIPS_INFO + 120, 8);
    region("build information", BUILD_INFO, BUILD_INFO + 0x80, 1);
  }

  private void writeData() {
    file.putLong(POINTERS, bss() + 0x10).putLong(POINTERS + 8, data(POINTERS));
    file.putLong(POINTERS + 16, noptrbss()).putLong(POINTERS + 24, noptrbss() + 0x20);
    region("pointers", POINTERS, DATA_END, 8);
  }

  private void writeSymbols() {
    file.position(NOT_LOADED + 24);
    symbol(1, 2, 1, entry(6), FUNCTION_SIZE);
    symbol(11, 1, 5, bss() + 8, 8);
    symbol(17, 1, 6, noptrbss(), 16);
    symbol(23, 0, 6, end(), 0);
    file.position(NOT_LOADED + 0x400);
    text("\0main.main\0first\0second\0runtime.end\0");
    region("symbols", NOT_LOADED, NOT_LOADED + 24 * 8, 8);
    region("symbol names", NOT_LOADED + 0x400, NOT_LOADED + 0x500, 1);
  }

  private void symbol(int name, int type, int section, long value, long size) {
    file.putInt(name).put((byte) (0x10 | type)).put((byte) 0).putShort((short) section);
    file.putLong(value).putLong(size);
  }
}
