package dev.ingot.emulator.cpu;

/**
 * Finds the hot code of a run and has it translated. It counts arrivals at the targets of backward
 * branches, calls, returns and region exits; a hot target's decoded instruction gives way to one
 * that runs the region. Regions therefore live and die with the decoded instructions of their page:
 * a write into the page discards them.
 */
final class HotCode {
  private final Cpu cpu;
  private final RegionTranslator translator;
  private final int threshold;
  private final RegionFrame frame;

  /**
   * @param threshold arrivals that make a place hot, at least 1
   */
  HotCode(Cpu cpu, RegionTranslator translator, int threshold) {
    this.cpu = cpu;
    this.translator = translator;
    this.threshold = threshold;
    this.frame = new RegionFrame(cpu);
  }

  /** What to hold decoded for {@code op}: a counting variant if its target may be a hot place. */
  Op watched(Op op) {
    boolean leadsToHead =
        switch (op.code) {
          case FastCode.BRANCH,
              FastCode.BRANCH_CONDITION,
              FastCode.BRANCH_ZERO,
              FastCode.BRANCH_NOT_ZERO,
              FastCode.BRANCH_BIT_CLEAR,
              FastCode.BRANCH_BIT_SET ->
              op.operand <= 0;
          case FastCode.BRANCH_LINK, FastCode.BRANCH_REGISTER, FastCode.BRANCH_LINK_REGISTER ->
              true;
          default -> false;
        };
    return leadsToHead ? new Op(op.word, new Counted(op)) : op;
  }

  /**
   * Counts an arrival at {@code va}.
   *
   * @return what is held decoded for the place, or null if that is not known without a fetch
   */
  private Op arrive(long va) {
    Tlb tlb = cpu.memory.tlb;
    int index = Tlb.index(va);
    if (tlb.fetchTags[index] != (va & (Tlb.PAGE_MASK | 3))) {
      return null;
    }
    CodePage code = tlb.fetchPages[index];
    int at = (int) (va >>> 2) & CodePage.OPS - 1;
    Op op = code.ops[at];
    if (op != null && op.arrivals < threshold && ++op.arrivals == threshold) {
      return replace(code, at, op);
    }
    return op;
  }

  /** Has a hot place translated; where that is not possible, the place behind it counts. */
  private Op replace(CodePage code, int at, Op op) {
    Executor executor =
        translator
            .translate(code.words(), at)
            .<Executor>map(region -> new RegionEntry(region, op))
            .orElseGet(() -> new Counted(op));
    Op replacement = new Op(op.word, executor);
    replacement.arrivals = threshold;
    code.ops[at] = replacement;
    return replacement;
  }

  /** Runs {@code op} outside the interpreter's fast path. */
  private void executeOne(Op op) {
    if (op.simd && !cpu.simdEnabled) {
      throw cpu.simdTrap();
    }
    op.executor.execute(cpu, op);
  }

  /** An instruction behind which a hot place may be. */
  private final class Counted implements Executor {
    private final Op original;

    Counted(Op original) {
      this.original = original;
    }

    @Override
    public void execute(Cpu executing, Op op) {
      executeOne(original);
      arrive(cpu.nextPc);
    }
  }

  private final class RegionEntry implements Executor {
    private final Region region;
    private final Op original;

    RegionEntry(Region region, Op original) {
      this.region = region;
      this.original = original;
    }

    /**
     * Without a single instruction done, the region needs the interpreter for its first one. Else
     * regions follow one another as long as they can: none of them changes how code is translated.
     */
    @Override
    public void execute(Cpu executing, Op op) {
      if (!frame.run(region)) {
        executeOne(original);
        arrive(cpu.nextPc);
        return;
      }
      boolean goesOn = true;
      while (goesOn) {
        Op next = arrive(cpu.nextPc);
        goesOn =
            next != null
                && next.executor instanceof RegionEntry entry
                && frame.runNext(entry.region);
      }
    }
  }
}
