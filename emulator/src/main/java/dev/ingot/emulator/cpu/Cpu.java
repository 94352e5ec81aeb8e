package dev.ingot.emulator.cpu;

/** The architectural state of one A64 processing element, and its view of memory. */
public final class Cpu {
  private static final int SP = 31;

  /** General registers 0..30, and SP of the current exception level at 31. */
  final long[] x = new long[32];

  /** Vector registers: Vn is {@code v[2n]} (bits 63:0) and {@code v[2n+1]} (bits 127:64). */
  public final long[] v = new long[64];

  private final GuestException guestException = new GuestException();
  private long pc;
  private long fpcr;
  private long fpsr;
  private int nzcv;

  /** FPCR: rounding mode, flush to zero, default NaN. */
  public long fpcr() {
    return fpcr;
  }

  /** Writes FPCR. */
  public void fpcr(long value) {
    fpcr = value;
  }

  /** FPSR: cumulative exception flags and QC. */
  public long fpsr() {
    return fpsr;
  }

  /** Writes FPSR. */
  public void fpsr(long value) {
    fpsr = value;
  }

  /** General register {@code r}; 31 reads as zero. */
  public long x(int r) {
    return r == SP ? 0 : x[r];
  }

  /** Writes general register {@code r}; a write to 31 is discarded. */
  public void x(int r, long value) {
    if (r != SP) {
      x[r] = value;
    }
  }

  /** General register {@code r}; 31 is the stack pointer. */
  public long xsp(int r) {
    return x[r];
  }

  /** Writes general register {@code r}; 31 is the stack pointer. */
  public void xsp(int r, long value) {
    x[r] = value;
  }

  /** The condition flags in bits 31 (N) to 28 (V), the other bits zero. */
  public int nzcv() {
    return nzcv;
  }

  /** Writes the condition flags from bits 31 to 28; the other bits must be zero. */
  public void nzcv(int bits31to28) {
    nzcv = bits31to28;
  }

  /** Address of the current instruction. */
  public long pc() {
    return pc;
  }

  /** Reads a byte, zero extended. */
  public int load8(long va) {
    throw dataAbort(va);
  }

  /** Reads two bytes, zero extended. */
  public int load16(long va) {
    throw dataAbort(va);
  }

  /** Reads four bytes. */
  public int load32(long va) {
    throw dataAbort(va);
  }

  /** Reads eight bytes. */
  public long load64(long va) {
    throw dataAbort(va);
  }

  /** Writes a byte. */
  public void store8(long va, int value) {
    throw dataAbort(va);
  }

  /** Writes two bytes. */
  public void store16(long va, int value) {
    throw dataAbort(va);
  }

  /** Writes four bytes. */
  public void store32(long va, int value) {
    throw dataAbort(va);
  }

  /** Writes eight bytes. */
  public void store64(long va, long value) {
    throw dataAbort(va);
  }

  /** The exception of an UNDEFINED instruction, to be thrown: {@code throw cpu.undefined()}. */
  public GuestException undefined() {
    return guestException.set(1L << 25, 0);
  }

  private GuestException dataAbort(long va) {
    return guestException.set(0x25L << 26 | 1L << 25, va);
  }
}
