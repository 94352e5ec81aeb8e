package dev.ingot.emulator.cpu;

import java.util.Set;

/** A region that has been asked for, and what its code depends on. */
final class RegionRequest {
  /**
   * HotSpot compiles after as many calls, and some more of them are quickly done: its
   * Tier3InvocationThreshold of 200 times the CompileThresholdScaling of the launcher.
   */
  private static final int CALLS_UNTIL_COMPILED = 4;

  /** Virtual address of the first instruction. */
  final long entry;

  /** The physical page of the first instruction. */
  final CodePage entryPage;

  /** What stands decoded at the entry until the region is there. */
  final Op standIn;

  /** What was decoded there before. */
  final Op original;

  private final RegionTranslator.Plan plan;
  private final RegionFrame frame;
  private final Tlb tlb;
  private final long[] addresses;
  private final CodePage[] pages;
  private final int[] changes;
  private Region region;
  private RuntimeException failure;
  private long nanoseconds;

  /** For the thread of the CPU, while {@code plan} is what the CPU would execute. */
  RegionRequest(
      Cpu cpu,
      long entry,
      CodePage entryPage,
      Op original,
      Op standIn,
      RegionTranslator.Plan plan) {
    this.entry = entry;
    this.entryPage = entryPage;
    this.original = original;
    this.standIn = standIn;
    this.plan = plan;
    this.tlb = cpu.memory.tlb;
    this.frame = new RegionFrame(cpu);
    frame.useTlb();
    Set<Long> planned = plan.pages();
    addresses = new long[planned.size()];
    pages = new CodePage[addresses.length];
    changes = new int[addresses.length];
    int i = 0;
    for (long address : planned) {
      addresses[i] = address;
      pages[i] = cpu.memory.executablePage(address);
      cpu.memory.watchWrites(pages[i]); // Nothing of it may be decoded if the region was kept.
      changes[i] = pages[i].changes();
      i++;
    }
  }

  /** Translates, on any thread. */
  void translate() {
    long start = System.nanoTime();
    try {
      region = plan.translate(frame);
    } catch (RuntimeException e) {
      failure = e;
    }
    nanoseconds = System.nanoTime() - start;
  }

  /**
   * Has HotSpot compile the translated region before the CPU needs it. No instructions are left in
   * the frame, so that the region does nothing.
   */
  void haveCompiled() {
    for (int i = 0; region != null && i < CALLS_UNTIL_COMPILED; i++) {
      region.run(frame);
    }
  }

  /** Host time that {@link #translate} took. */
  long nanoseconds() {
    return nanoseconds;
  }

  /** Whether one of the pages has changed since the request. */
  boolean isOutdated() {
    for (int i = 0; i < pages.length; i++) {
      if (pages[i].changes() != changes[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * The translated region, on the thread of the CPU.
   *
   * @throws RuntimeException what {@link #translate} ended with
   */
  InstalledRegion install() {
    if (failure != null) {
      throw failure;
    }
    return new InstalledRegion(region, entry, tlb, addresses, pages);
  }
}
