package dev.ingot.emulator.mmu;

import dev.ingot.emulator.memory.PhysicalMemory;
import dev.ingot.emulator.memory.RamPage;

/** Walks stage 1 translation tables (Arm ARM D8.2, D8.3). */
public final class TableWalker {
  private static final long VALID = 1;
  private static final long TABLE_OR_PAGE = 1 << 1;
  private static final int ATTRIBUTE_INDEX_SHIFT = 2;
  private static final int SHAREABILITY_SHIFT = 8;
  private static final long AP_EL0 = 1 << 6;
  private static final long AP_READ_ONLY = 1 << 7;
  private static final long ACCESS_FLAG = 1 << 10;
  private static final long PXN = 1L << 53;
  private static final long UXN = 1L << 54;
  private static final long TABLE_PXN = 1L << 59;
  private static final long TABLE_UXN = 1L << 60;
  private static final long TABLE_NO_EL0 = 1L << 61;
  private static final long TABLE_READ_ONLY = 1L << 62;

  private static final int TCR_EPD0 = 7;
  private static final int TCR_T1SZ = 16;
  private static final int TCR_EPD1 = 23;
  private static final int TCR_IPS = 32;

  /** TCR_EL2.PS. */
  private static final int TCR_PS = 16;

  /** Output address bits by TCR_EL1.IPS (Arm ARM D24.2.180); 6 and 7 are capped at 48. */
  private static final int[] OUTPUT_BITS = {32, 36, 40, 42, 44, 48, 48, 48};

  /** Smallest TxSZ without FEAT_LVA and FEAT_LPA2, and the largest without FEAT_TTST. */
  private static final int MIN_TXSZ = 16;

  private static final int MAX_TXSZ = 39;

  private final PhysicalMemory memory;
  private final TranslationRegime regime;
  private final Translation result = new Translation();

  /** A walker that reads tables from {@code memory}. */
  public TableWalker(PhysicalMemory memory, TranslationRegime regime) {
    this.memory = memory;
    this.regime = regime;
  }

  /** The outcome of the last {@link #walk} that returned {@link FaultStatus#NONE}. */
  public Translation result() {
    return result;
  }

  /**
   * Translates without checking permissions; see {@link #result()}.
   *
   * @return a {@link FaultStatus}
   */
  public int walk(long va) {
    if (!regime.enabled()) {
      result.identity(va, true);
      return va >>> 48 == 0 ? FaultStatus.NONE : FaultStatus.ADDRESS_SIZE;
    }
    boolean high = !regime.hypervisor() && va << 8 < 0;
    int sizeOffset = (int) (regime.tcr >>> (high ? TCR_T1SZ : 0)) & 0x3f;
    sizeOffset = Math.clamp(sizeOffset, MIN_TXSZ, MAX_TXSZ);
    long canonical = regime.topByteIgnored(va) ? va << 8 >> 8 : va;
    int inputBits = 64 - sizeOffset;
    boolean disabled =
        !regime.hypervisor() && (regime.tcr >>> (high ? TCR_EPD1 : TCR_EPD0) & 1) != 0;
    if (canonical >> inputBits != (high ? -1 : 0) || disabled) {
      return FaultStatus.TRANSLATION;
    }
    return walkLevels(regime.granule(high), canonical & (1L << inputBits) - 1, inputBits, high);
  }

  private int walkLevels(Granule granule, long input, int inputBits, boolean high) {
    int level = granule.startLevel(inputBits);
    long ttbr = high ? regime.ttbr1 : regime.ttbr0;
    long table = ttbr & 0x0000_ffff_ffff_fffeL;
    int outputBits =
        OUTPUT_BITS[(int) (regime.tcr >>> (regime.hypervisor() ? TCR_PS : TCR_IPS)) & 7];
    if (table >>> outputBits != 0) {
      return FaultStatus.ADDRESS_SIZE;
    }
    long inherited = 0;
    int indexBits = inputBits - granule.shift(level);
    for (; ; level++, indexBits = granule.bitsPerLevel()) {
      long index = input >>> granule.shift(level) & (1L << indexBits) - 1;
      long at = table + index * Long.BYTES;
      RamPage page = memory.page(at);
      if (page == null) {
        return FaultStatus.EXTERNAL_ON_WALK + level;
      }
      long descriptor = page.read((int) at & RamPage.BYTES - Long.BYTES, Long.BYTES);
      boolean tableOrPage = (descriptor & TABLE_OR_PAGE) != 0;
      if ((descriptor & VALID) == 0 || !tableOrPage && !granule.allowsBlockAt(level)) {
        return FaultStatus.TRANSLATION + level;
      }
      long output = descriptor & granule.addressMask();
      if (output >>> outputBits != 0) {
        return FaultStatus.ADDRESS_SIZE + level;
      }
      if (level == Granule.LAST_LEVEL || !tableOrPage) {
        return leaf(granule, descriptor, inherited, level, input);
      }
      inherited |= descriptor;
      table = output;
    }
  }

  private int leaf(Granule granule, long descriptor, long inherited, int level, long input) {
    if ((descriptor & ACCESS_FLAG) == 0) {
      return FaultStatus.ACCESS_FLAG + level;
    }
    long blockBytes = 1L << granule.shift(level);
    long base = descriptor & granule.addressMask() & -blockBytes;
    Translation t = result;
    t.physicalPage = base | input & blockBytes - 1 & -RamPage.BYTES;
    t.blockBytes = blockBytes;
    t.level = level;
    boolean el0 = (descriptor & AP_EL0) != 0 && (inherited & TABLE_NO_EL0) == 0;
    boolean writable = (descriptor & AP_READ_ONLY) == 0 && (inherited & TABLE_READ_ONLY) == 0;
    boolean writeExcludesExecute = (regime.sctlr & TranslationRegime.SCTLR_WXN) != 0 && writable;
    t.el0Readable = el0;
    t.el0Writable = el0 && writable;
    t.el1Writable = writable;
    t.el0Executable =
        (descriptor & UXN) == 0
            && (inherited & TABLE_UXN) == 0
            && !(writeExcludesExecute && t.el0Writable);
    // A page that EL0 can write is never executable at EL1 (Arm ARM D8.4.1).
    t.el1Executable =
        (descriptor & PXN) == 0
            && (inherited & TABLE_PXN) == 0
            && !writeExcludesExecute
            && !t.el0Writable;
    if (regime.hypervisor()) {
      // XN stands where UXN does, and there is no EL0 whose rights could matter.
      t.el1Executable =
          (descriptor & UXN) == 0 && (inherited & TABLE_UXN) == 0 && !writeExcludesExecute;
    }
    int attributeIndex = (int) (descriptor >>> ATTRIBUTE_INDEX_SHIFT) & 7;
    t.memoryAttribute = regime.mair >>> (attributeIndex << 3) & 0xff;
    t.device = (t.memoryAttribute & 0xf0) == 0;
    t.shareability = (int) (descriptor >>> SHAREABILITY_SHIFT) & 3;
    return FaultStatus.NONE;
  }
}
