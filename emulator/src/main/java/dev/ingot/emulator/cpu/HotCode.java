package dev.ingot.emulator.cpu;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the hot code of a run and has it translated. It counts arrivals at the targets of backward
 * branches, calls, returns and region exits; a hot target's decoded instruction gives way to one
 * that runs the region. Regions therefore live and die with the decoded instructions of their
 * pages: a write into one of the pages discards them, and so do newer ones when there are too many.
 */
final class HotCode {
  private static final int RECENT = 1 << 12;

  /** {@link Op#arrivals} of a place that is not counted any more. */
  private static final int DECIDED = -1;

  /**
   * Arrivals at a place that make it hot if its translation is kept: more than code has that is
   * passed once.
   */
  private static final int ARRIVALS_IF_KEPT = 64;

  private final Cpu cpu;
  private final RegionTranslator translator;
  private final TranslationPolicy policy;

  /**
   * Of a hot place: what most places that are passed have not yet can be told by one comparison.
   */
  private final int leastArrivals;

  private final RegionFrame frame;
  private final InstalledRegions installed;
  private final PresentCode presentCode = new PresentCode();
  private final BackgroundTranslation background = new BackgroundTranslation();

  /** Regions that ran lately, by a hash of their entry. */
  private final InstalledRegion[] recent = new InstalledRegion[RECENT];

  private long regions;
  private long instructions;
  private long nanoseconds;

  HotCode(Cpu cpu, RegionTranslator translator, TranslationPolicy policy) {
    this.cpu = cpu;
    this.translator = translator;
    this.policy = policy;
    this.leastArrivals =
        translator.keeps() ? Math.min(ARRIVALS_IF_KEPT, policy.threshold()) : policy.threshold();
    this.frame = new RegionFrame(cpu);
    this.installed = new InstalledRegions(policy.mostRegions());
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

  TranslationStatistics statistics() {
    return new TranslationStatistics(regions, instructions, nanoseconds, 0);
  }

  // ---- finding ----

  /**
   * Counts an arrival at {@code va}.
   *
   * @return the region there, or null if there is none that can run
   */
  private InstalledRegion arrive(long va) {
    if (background.hasDone()) {
      installDone();
    }
    Tlb tlb = cpu.memory.tlb;
    int index = Tlb.index(va);
    if (tlb.fetchTags[index] != (va & (Tlb.PAGE_MASK | 3))) {
      return null;
    }
    CodePage code = tlb.fetchPages[index];
    int at = CodePage.index(va);
    Op op = code.ops[at];
    if (op == null) {
      return null;
    }
    if (op.arrivals != DECIDED && ++op.arrivals >= leastArrivals) {
      op = translateIfHot(code, va, op);
    }
    return op.executor instanceof RegionEntry entry && canRun(entry.region, va)
        ? entry.region
        : null;
  }

  private boolean canRun(InstalledRegion region, long va) {
    return region.entry == va && region.holds(cpu.memory);
  }

  /**
   * Has a place translated if it is hot; where that is not possible, the place behind it counts.
   *
   * @return what is held decoded there now
   */
  private Op translateIfHot(CodePage code, long va, Op op) {
    boolean hot = op.arrivals >= policy.threshold();
    if (!hot && op.arrivals != ARRIVALS_IF_KEPT) {
      return op;
    }
    long start = System.nanoTime();
    Optional<RegionTranslator.Plan> plan =
        hot ? translator.plan(presentCode, va) : translator.keptPlan(presentCode, va);
    if (!hot && plan.isEmpty()) {
      return op;
    }
    Op replacement =
        plan.map(p -> translated(new RegionRequest(cpu, va, code, op, standIn(op), p)))
            .orElseGet(() -> new Op(op.word, new Counted(op)));
    replacement.arrivals = DECIDED;
    nanoseconds += System.nanoTime() - start;
    code.ops[CodePage.index(va)] = replacement;
    return replacement;
  }

  /** Runs the original, but is another object: who finds it knows that nothing came between. */
  private Op standIn(Op op) {
    return new Op(op.word, (executing, _) -> executing.execute(op));
  }

  /** What to hold decoded at the entry of a region: what runs it, or for now what stands there. */
  private Op translated(RegionRequest request) {
    if (policy.inBackground()) {
      background.submit(request);
      return request.standIn;
    }
    request.translate();
    return regionOp(request);
  }

  private Op regionOp(RegionRequest request) {
    regions++;
    InstalledRegion region = request.install();
    installed.add(region);
    Op op = new Op(request.original.word, new RegionEntry(region, request.original));
    op.arrivals = DECIDED;
    return op;
  }

  /** Puts regions in the place of their stand-ins, as far as their code is still the same. */
  private void installDone() {
    for (RegionRequest request = background.poll(); request != null; request = background.poll()) {
      nanoseconds += request.nanoseconds();
      Op[] ops = request.entryPage.ops;
      int at = CodePage.index(request.entry);
      if (ops[at] == request.standIn) {
        if (request.isOutdated()) {
          request.standIn.arrivals = 0;
        } else {
          ops[at] = regionOp(request);
        }
      }
    }
  }

  private final class PresentCode implements RegionTranslator.CodeView {
    @Override
    public boolean wasExecuted(long va) {
      CodePage page = cpu.memory.executablePage(va & Tlb.PAGE_MASK);
      return page != null && page.ops[CodePage.index(va)] != null;
    }

    @Override
    public boolean isExecutable(long va) {
      return cpu.memory.executablePage(va & Tlb.PAGE_MASK) != null;
    }

    @Override
    public int word(long va) {
      return cpu.memory.executablePage(va & Tlb.PAGE_MASK).word(CodePage.index(va));
    }

    @Override
    public OptionalLong calledFrom(long va) {
      Op op = cpu.memory.executablePage(va & Tlb.PAGE_MASK).ops[CodePage.index(va)];
      if (op != null && op.executor instanceof RegionEntry entry) {
        op = entry.original;
      }
      return op != null && op.executor instanceof Counted counted
          ? counted.onlyTarget()
          : OptionalLong.empty();
    }

    @Override
    public boolean alignmentMatters() {
      return cpu.memory.tlb.alignmentMatters;
    }
  }

  // ---- running ----

  /** An instruction behind which a hot place may be. */
  private final class Counted implements Executor {
    // No addresses of instructions.
    private static final long NO_TARGET = -1;
    private static final long SEVERAL_TARGETS = -2;

    private final Op original;

    /** Where control has gone on each time, a virtual address. */
    private long target = NO_TARGET;

    Counted(Op original) {
      this.original = original;
    }

    @Override
    public void execute(Cpu executing, Op op) {
      cpu.execute(original);
      long next = cpu.nextPc;
      if (next != target) {
        target = target == NO_TARGET ? next : SEVERAL_TARGETS;
      }
      arrive(next);
    }

    OptionalLong onlyTarget() {
      return target == NO_TARGET || target == SEVERAL_TARGETS
          ? OptionalLong.empty()
          : OptionalLong.of(target);
    }
  }

  private final class RegionEntry implements Executor {
    private final InstalledRegion region;
    private final Op original;

    RegionEntry(InstalledRegion region, Op original) {
      this.region = region;
      this.original = original;
    }

    @Override
    public void execute(Cpu executing, Op op) {
      if (!canRun(region, cpu.pc) || !runFrom(region)) {
        cpu.execute(original);
      }
    }
  }

  /**
   * Runs regions one behind the other as long as that is possible, and the instructions between
   * them that are never part of a region.
   *
   * @return whether at least one instruction is done
   */
  private boolean runFrom(InstalledRegion first) {
    InstalledRegion region = first;
    boolean done = false;
    while (region != null) {
      long available = frame.enter();
      Region.InterpreterExit exit = runUntilInterpreter(region);
      instructions += available - frame.remaining;
      if (!frame.leave(available)) {
        cpu.remaining += done ? 1 : 0; // Taken by interpret().
        return done;
      }
      done = true;
      region = exit == null ? null : interpret(exit);
    }
    return true;
  }

  /**
   * Runs regions one behind the other.
   *
   * @return why that ended, or null when no region is known behind the last one
   */
  private Region.InterpreterExit runUntilInterpreter(InstalledRegion first) {
    // No region changes translation.
    Tlb.Mappings present = cpu.memory.tlb.mappings();
    InstalledRegion region = first;
    while (true) {
      int exit = region.code().run(frame);
      if (exit < Region.INDIRECT) {
        Region.InterpreterExit interpreted = region.code().interpreterExit(exit);
        frame.stopAt(interpreted);
        return interpreted;
      }
      InstalledRegion next = exit == Region.INDIRECT ? null : region.links[exit];
      if (next == null || !next.isKnownToHold(present)) {
        next = find(frame.pc, present);
        if (next == null) {
          return null;
        }
        if (exit != Region.INDIRECT) {
          region.links[exit] = next;
        }
      }
      region = next;
    }
  }

  private InstalledRegion find(long va, Tlb.Mappings present) {
    int slot = (int) (va >>> 2) & RECENT - 1;
    InstalledRegion region = recent[slot];
    if (region == null || region.entry != va || !region.isKnownToHold(present)) {
      region = arrive(va);
      if (region != null) {
        recent[slot] = region;
      }
    }
    return region;
  }

  /**
   * Executes the instruction that a region left for, if it can be done here.
   *
   * @return the region behind it, if it can go on there
   */
  private InstalledRegion interpret(Region.InterpreterExit exit) {
    boolean sliceEnds = exit.reason() == Region.Reason.SLICE_ENDS || cpu.remaining == 0;
    Op op = sliceEnds ? null : decoded(cpu.nextPc);
    if (op == null) {
      return null;
    }
    cpu.pc = cpu.nextPc;
    cpu.nextPc = cpu.pc + Integer.BYTES;
    cpu.remaining--;
    cpu.execute(op.executor instanceof RegionEntry entry ? entry.original : op);
    if (cpu.attention || cpu.remaining == 0) {
      return null;
    }
    InstalledRegion region = arrive(cpu.nextPc);
    if (region != null) {
      // The region takes the count as the interpreter would hand it over.
      cpu.pc = cpu.nextPc;
      cpu.remaining--;
    }
    return region;
  }

  /** What is held decoded for an address whose page the TLB knows, or null. */
  private Op decoded(long va) {
    Tlb tlb = cpu.memory.tlb;
    int index = Tlb.index(va);
    return tlb.fetchTags[index] == (va & (Tlb.PAGE_MASK | 3))
        ? tlb.fetchPages[index].ops[CodePage.index(va)]
        : null;
  }
}
