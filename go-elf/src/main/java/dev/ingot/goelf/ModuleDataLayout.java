package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;

/**
 * Where {@code runtime.moduledata} keeps what Ingot reads, one row for each span of releases that
 * share it (Go src/runtime/symtab.go at the release tags). Offsets in bytes. Up to {@code
 * enoptrbss} all releases since 1.16 agree; the rows hold what lies behind.
 */
public enum ModuleDataLayout {
  // cov    end    gcdata gcbss  types  etypes gofunc epcln  textsectmap
  GO_1_16(16, 17, -1, 0x100, 0x108, 0x110, 0x118, 0x120, -1, -1, 0x128),
  GO_1_18(18, 19, -1, 0x100, 0x108, 0x110, 0x118, 0x120, 0x130, -1, 0x138),
  GO_1_20(20, 25, 0x100, 0x110, 0x118, 0x120, 0x128, 0x130, 0x140, -1, 0x148),
  GO_1_26(26, 26, 0x100, 0x110, 0x118, 0x120, 0x128, 0x130, 0x140, 0x148, 0x150),
  GO_1_27(27, 27, 0x100, 0x110, 0x118, 0x120, 0x128, 0x138, 0x158, 0x160, 0x168);

  /** The newest release whose layouts these rows were checked against, 27 for Go 1.27. */
  static final int NEWEST_MINOR = 27;

  /** Stands for a field that the release has not. */
  static final int ABSENT = -1;

  static final int PC_HEADER = 0x00;
  static final int FUNCNAMETAB = 0x08;
  static final int CUTAB = 0x20;
  static final int FILETAB = 0x38;
  static final int PCTAB = 0x50;
  static final int PCLNTABLE = 0x68;
  static final int FTAB = 0x80;
  static final int MINPC = 0xa0;
  static final int MAXPC = 0xa8;
  static final int TEXT = 0xb0;
  static final int ETEXT = 0xb8;
  static final int NOPTRDATA = 0xc0;
  static final int ENOPTRDATA = 0xc8;
  static final int DATA = 0xd0;

  /**
   * Offset of {@code edata}, bytes: the end of the initialised data, which stays when .bss moves.
   */
  public static final int EDATA = 0xd8;

  static final int BSS = 0xe0;
  static final int EBSS = 0xe8;
  static final int NOPTRBSS = 0xf0;
  static final int ENOPTRBSS = 0xf8;

  private final int firstMinor;
  private final int lastMinor;
  private final int covctrs;
  private final int end;
  private final int gcdata;
  private final int gcbss;
  private final int types;
  private final int etypes;
  private final int gofunc;
  private final int epclntab;
  private final int textsectmap;

  ModuleDataLayout(
      int firstMinor,
      int lastMinor,
      int covctrs,
      int end,
      int gcdata,
      int gcbss,
      int types,
      int etypes,
      int gofunc,
      int epclntab,
      int textsectmap) {
    this.firstMinor = firstMinor;
    this.lastMinor = lastMinor;
    this.covctrs = covctrs;
    this.end = end;
    this.gcdata = gcdata;
    this.gcbss = gcbss;
    this.types = types;
    this.etypes = etypes;
    this.gofunc = gofunc;
    this.epclntab = epclntab;
    this.textsectmap = textsectmap;
  }

  /** A field that holds an address in or at the end of the zero-filled data. */
  public record BssField(String name, int offset) {}

  /** The fields to rewrite when the zero-filled data moves. */
  public List<BssField> bssFields() {
    List<BssField> fields = new ArrayList<>();
    fields.add(new BssField("bss", BSS));
    fields.add(new BssField("ebss", EBSS));
    fields.add(new BssField("noptrbss", NOPTRBSS));
    fields.add(new BssField("enoptrbss", ENOPTRBSS));
    if (covctrs != ABSENT) {
      fields.add(new BssField("covctrs", covctrs));
      fields.add(new BssField("ecovctrs", covctrs + 8));
    }
    fields.add(new BssField("end", end));
    return List.copyOf(fields);
  }

  /** The fields to rewrite when all that the program writes moves. */
  public List<BssField> writableFields() {
    List<BssField> fields = new ArrayList<>();
    fields.add(new BssField("noptrdata", NOPTRDATA));
    fields.add(new BssField("enoptrdata", ENOPTRDATA));
    fields.add(new BssField("data", DATA));
    fields.add(new BssField("edata", EDATA));
    fields.addAll(bssFields());
    return List.copyOf(fields);
  }

  /** The oldest release of the row, 18 for Go 1.18. */
  public int firstMinor() {
    return firstMinor;
  }

  /** The newest release of the row. */
  public int lastMinor() {
    return lastMinor;
  }

  int end() {
    return end;
  }

  int gcdata() {
    return gcdata;
  }

  int gcbss() {
    return gcbss;
  }

  int types() {
    return types;
  }

  int etypes() {
    return etypes;
  }

  int gofunc() {
    return gofunc;
  }

  int epclntab() {
    return epclntab;
  }

  /** A slice; its length and capacity, both at least 1, tell the rows apart. */
  int textsectmap() {
    return textsectmap;
  }

  /** Bytes that a moduledata has at least. */
  int minimumSize() {
    return textsectmap + 24;
  }
}
