package dev.ingot.emulator.mmu;

import java.util.ArrayList;
import java.util.List;

/** Looks over everything that a translation regime maps. */
public final class AddressSpace {
  private static final int TCR_T1SZ = 16;
  private static final int SIZE_MASK = 0x3f;

  private final TranslationRegime regime;
  private final TableWalker walker;

  /** The addresses that {@code walker} translates in its {@code regime}. */
  public AddressSpace(TranslationRegime regime, TableWalker walker) {
    this.regime = regime;
    this.walker = walker;
  }

  /**
   * What is mapped, in ascending order.
   *
   * @param high whether to look at TTBR1's half of the addresses rather than TTBR0's
   * @return nothing while translation is off
   */
  public List<MappedRange> mappings(boolean high) {
    List<MappedRange> ranges = new ArrayList<>();
    if (!regime.enabled() || regime.hypervisor() && high) {
      return ranges;
    }
    Granule granule = regime.granule(high);
    int bits = 64 - ((int) (regime.tcr >>> (high ? TCR_T1SZ : 0)) & SIZE_MASK);
    long end = high ? 0 : 1L << bits;
    long va = high ? -1L << bits : 0;
    do {
      int status = walker.walk(va);
      boolean mapped = status == FaultStatus.NONE;
      long bytes =
          mapped
              ? walker.result().blockBytes()
              : 1L << granule.shift(status & FaultStatus.LEVEL_MASK);
      long next = (va | bytes - 1) + 1;
      if (mapped) {
        add(ranges, va, next);
      }
      va = next;
    } while (high ? va != end : Long.compareUnsigned(va, end) < 0);
    return ranges;
  }

  private void add(List<MappedRange> ranges, long start, long end) {
    MappedRange range =
        new MappedRange(
            start, end, walker.result().device(), rights(Privilege.EL0), rights(Privilege.EL1));
    if (!ranges.isEmpty() && range.continues(ranges.getLast())) {
      range = range.from(ranges.removeLast().start());
    }
    ranges.add(range);
  }

  private String rights(Privilege privilege) {
    Translation found = walker.result();
    return (found.permits(Access.READ, privilege) ? "r" : "-")
        + (found.permits(Access.WRITE, privilege) ? "w" : "-")
        + (found.permits(Access.EXECUTE, privilege) ? "x" : "-");
  }
}
