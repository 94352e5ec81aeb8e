package dev.ingot.emulator.cpu;

import dev.ingot.emulator.device.MmioDevice;
import dev.ingot.emulator.memory.HostMemory;
import dev.ingot.emulator.memory.PhysicalMemory;
import dev.ingot.emulator.memory.RamPage;
import dev.ingot.emulator.mmu.Access;
import dev.ingot.emulator.mmu.AddressSpace;
import dev.ingot.emulator.mmu.FaultStatus;
import dev.ingot.emulator.mmu.MappedRange;
import dev.ingot.emulator.mmu.Privilege;
import dev.ingot.emulator.mmu.TableWalker;
import dev.ingot.emulator.mmu.Translation;
import dev.ingot.emulator.mmu.TranslationRegime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Memory as one CPU sees it: translation, permission and alignment checks, devices, decoded code.
 */
final class VirtualMemory implements PhysicalMemory.CodeHolder {
  private static final int OFFSET_MASK = RamPage.BYTES - 1;
  private static final int QUADWORD_BYTES = 16;

  private final Cpu cpu;
  private final PhysicalMemory physical;
  private final TranslationRegime el1Regime;
  private final TranslationRegime el2Regime;
  private final TableWalker el1Walker;
  private final TableWalker el2Walker;
  private final Map<RamPage, CodePage> codePages = new HashMap<>();
  private final Map<Privilege, Tlb> tlbs = new EnumMap<>(Privilege.class);

  /** The cache of the CPU's present privilege. */
  Tlb tlb;

  private Privilege privilege;
  private long dataMisses;

  /** Null unless somebody watches data accesses; watched pages are never in a TLB. */
  private AccessHook accesses;

  /** Those of {@link #privilege}. */
  private TranslationRegime regime;

  private TableWalker walker;

  /** What {@link #probe} found. */
  private Translation probed;

  VirtualMemory(
      Cpu cpu, PhysicalMemory physical, TranslationRegime el1Regime, TranslationRegime el2Regime) {
    this.cpu = cpu;
    this.physical = physical;
    this.el1Regime = el1Regime;
    this.el2Regime = el2Regime;
    this.el1Walker = new TableWalker(physical, el1Regime);
    this.el2Walker = new TableWalker(physical, el2Regime);
    physical.addCodeHolder(this);
    use(Privilege.EL1);
  }

  /** Checks from now on with the rights of {@code newPrivilege}. */
  void use(Privilege newPrivilege) {
    tlb = tlb(newPrivilege);
    privilege = newPrivilege;
    regime = newPrivilege == Privilege.EL2 ? el2Regime : el1Regime;
    walker = newPrivilege == Privilege.EL2 ? el2Walker : el1Walker;
  }

  private Tlb tlb(Privilege of) {
    if (of == privilege) {
      return tlb;
    }
    Tlb result = tlbs.get(of);
    if (result == null) {
      result = new Tlb();
      tlbs.put(of, result);
    }
    return result;
  }

  // ---- data ----

  long load(long va, int size) {
    return load(va, size, privilege);
  }

  long load(long va, int size, Privilege rights) {
    int offset = (int) va & OFFSET_MASK;
    Tlb cache = tlb(rights);
    int entry = Tlb.entry(va);
    if (offset + size > RamPage.BYTES) {
      return loadAcrossPages(va, size, rights);
    }
    if (cache.reads[entry] == Tlb.tag(va) && isPlain(cache, va, size)) {
      return HostMemory.get(va + cache.reads[entry + 1], size);
    }
    boolean watched = announce(va, size, Access.READ);
    Translation t = translate(va, size, Access.READ, rights);
    long pa = t.physicalPage() | offset;
    RamPage page = physical.page(pa);
    if (page == null) {
      return readDevice(va, pa, size);
    }
    if (!watched) {
      physical.held(page, va & Tlb.PAGE_MASK, rights == Privilege.EL0);
      cache.fillRead(va, page.host());
    }
    noteProperties(cache, va, t);
    return page.read(offset, size);
  }

  private long loadAcrossPages(long va, int size, Privilege rights) {
    if ((regime.sctlr & TranslationRegime.SCTLR_A) != 0) {
      throw cpu.dataAbort(va, FaultStatus.ALIGNMENT, false);
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      requireNormalMemory(va + i, va, Access.READ, rights);
      value |= load(va + i, 1, rights) << (i << 3);
    }
    return value;
  }

  void store(long va, int size, long value) {
    store(va, size, value, privilege);
  }

  void store(long va, int size, long value, Privilege rights) {
    int offset = (int) va & OFFSET_MASK;
    if (offset + size > RamPage.BYTES) {
      storeAcrossPages(va, size, value, rights);
      return;
    }
    Tlb cache = tlb(rights);
    int entry = Tlb.entry(va);
    if (cache.writes[entry] == Tlb.tag(va) && isPlain(cache, va, size)) {
      HostMemory.put(va + cache.writes[entry + 1], size, value);
      return;
    }
    boolean watched = announce(va, size, Access.WRITE);
    Translation t = translate(va, size, Access.WRITE, rights);
    long pa = t.physicalPage() | offset;
    RamPage page = physical.page(pa);
    if (page == null) {
      writeDevice(va, pa, size, value);
      return;
    }
    if (page.readOnly) {
      throw new FlashWriteException(va, pa, cpu.pc());
    }
    physical.written(page);
    if (!watched) {
      physical.held(page, va & Tlb.PAGE_MASK, rights == Privilege.EL0);
      cache.fillWrite(va, page.host());
    }
    noteProperties(cache, va, t);
    page.write(offset, size, value);
  }

  private void storeAcrossPages(long va, int size, long value, Privilege rights) {
    if ((regime.sctlr & TranslationRegime.SCTLR_A) != 0) {
      throw cpu.dataAbort(va, FaultStatus.ALIGNMENT, true);
    }
    // Both pages are checked before the first byte changes.
    requireNormalMemory(va, va, Access.WRITE, rights);
    requireNormalMemory(va + size - 1 & Tlb.PAGE_MASK, va, Access.WRITE, rights);
    for (int i = 0; i < size; i++) {
      store(va + i, 1, value >>> (i << 3), rights);
    }
  }

  private void requireNormalMemory(long va, long reported, Access access, Privilege rights) {
    Translation t = translate(va, 1, access, rights);
    if (t.device()) {
      throw cpu.dataAbort(reported, FaultStatus.ALIGNMENT, access == Access.WRITE);
    }
  }

  /** Data accesses that had to be translated. */
  long dataMisses() {
    return dataMisses;
  }

  private Translation translate(long va, int size, Access access, Privilege rights) {
    dataMisses++;
    boolean write = access == Access.WRITE;
    boolean unaligned = (va & size - 1) != 0;
    if (unaligned && (regime.sctlr & TranslationRegime.SCTLR_A) != 0) {
      throw cpu.dataAbort(va, FaultStatus.ALIGNMENT, write);
    }
    int status = walker.walk(va);
    if (status != FaultStatus.NONE) {
      throw cpu.dataAbort(va, status, write);
    }
    Translation t = walker.result();
    if (!t.permits(access, rights)) {
      throw cpu.dataAbort(va, FaultStatus.PERMISSION + t.level(), write);
    }
    if (unaligned && t.device()) {
      throw cpu.dataAbort(va, FaultStatus.ALIGNMENT, write);
    }
    return t;
  }

  private static boolean isPlain(Tlb cache, long va, int size) {
    return !cache.alignmentMatters || (va & size - 1) == 0;
  }

  /**
   * Faults if an access of 128 bits faults that is done as two of 64, which are less strict about
   * alignment (Arm ARM, AArch64.CheckAlignment).
   */
  void checkQuadword(long va, boolean write) {
    long tag = (write ? tlb.writes : tlb.reads)[Tlb.entry(va)];
    if ((va & QUADWORD_BYTES - 1) == 0 || tag == Tlb.tag(va) && !tlb.alignmentMatters) {
      return;
    }
    if ((regime.sctlr & TranslationRegime.SCTLR_A) != 0) {
      throw cpu.dataAbort(va, FaultStatus.ALIGNMENT, write);
    }
    requireNormalMemory(va, va, write ? Access.WRITE : Access.READ, privilege);
  }

  private void noteProperties(Tlb cache, long va, Translation t) {
    if (t.device() || (regime.sctlr & TranslationRegime.SCTLR_A) != 0) {
      cache.alignmentMatters = true;
    }
    noteBlock(cache, va, t);
  }

  /**
   * Clears an aligned block inside a page as DC ZVA does: Device memory is an alignment fault (Arm
   * ARM C5.3.9).
   *
   * @param reported what FAR shows: the address the instruction was given
   * @param bytes a multiple of eight
   */
  void zero(long va, long reported, int bytes) {
    int entry = Tlb.entry(va);
    if (tlb.writes[entry] != Tlb.tag(va) || tlb.alignmentMatters) {
      Translation t = translate(reported, 1, Access.WRITE, privilege);
      if (t.device()) {
        throw cpu.dataAbort(reported, FaultStatus.ALIGNMENT, true);
      }
      store(va, Long.BYTES, 0);
      if (tlb.writes[entry] != Tlb.tag(va)) {
        // A watched page, or a device's register, mapped as Normal memory.
        for (int done = Long.BYTES; isWatched(va) && done < bytes; done += Long.BYTES) {
          store(va + done, Long.BYTES, 0);
        }
        return;
      }
    }
    HostMemory.fill(va + tlb.writes[entry + 1], bytes, (byte) 0);
  }

  private static void noteBlock(Tlb cache, long va, Translation t) {
    if (t.blockBytes() > RamPage.BYTES) {
      cache.noteBlock(va, t.blockBytes());
    }
  }

  private long readDevice(long va, long pa, int size) {
    MmioDevice device = physical.deviceAt(pa);
    if (device == null) {
      throw cpu.dataAbort(va, FaultStatus.EXTERNAL, false);
    }
    cpu.requestAttention();
    return device.read(pa - device.base(), size);
  }

  private void writeDevice(long va, long pa, int size, long value) {
    MmioDevice device = physical.deviceAt(pa);
    if (device == null) {
      throw cpu.dataAbort(va, FaultStatus.EXTERNAL, true);
    }
    cpu.requestAttention();
    device.write(pa - device.base(), size, value);
  }

  // ---- for debuggers ----

  /** Has {@code hook} asked about accesses from now on; null for nobody. */
  void watchAccesses(AccessHook hook) {
    accesses = hook;
    invalidateAll();
  }

  private boolean isWatched(long va) {
    return accesses != null && accesses.watches(va & Tlb.PAGE_MASK);
  }

  /**
   * Tells the one who watches the page, if there is somebody.
   *
   * @return whether there is
   */
  private boolean announce(long va, int size, Access access) {
    if (!isWatched(va)) {
      return false;
    }
    accesses.before(va, size, access == Access.WRITE);
    return true;
  }

  /** What the present regime maps in one half of the addresses. */
  List<MappedRange> mappings(boolean high) {
    return new AddressSpace(regime, walker).mappings(high);
  }

  /** Forgets every decoded and translated instruction. */
  void forgetCode() {
    codePages.values().forEach(CodePage::clear);
  }

  // ---- code ----

  /** The decoded page around {@code pc}. */
  CodePage fetch(long pc) {
    int index = Tlb.index(pc);
    if (tlb.fetchTags[index] == (pc & Tlb.PAGE_MASK) && (pc & 3) == 0) {
      return tlb.fetchPages[index];
    }
    if ((pc & 3) != 0) {
      throw cpu.pcAlignmentFault(pc);
    }
    int status = probe(pc, Access.EXECUTE, privilege);
    if (status != FaultStatus.NONE) {
      throw cpu.instructionAbort(pc, status);
    }
    Translation t = walker.result();
    RamPage page = physical.page(t.physicalPage());
    if (page == null) {
      throw cpu.instructionAbort(pc, FaultStatus.EXTERNAL);
    }
    CodePage code = codePages.computeIfAbsent(page, CodePage::new);
    tlb.fillFetch(pc, code);
    noteBlock(tlb, pc, t);
    return code;
  }

  /**
   * The decoded page at {@code va} if the CPU may execute it and has done so before, else null.
   * Nothing changes by asking, the TLB included.
   */
  CodePage executablePage(long va) {
    int index = Tlb.index(va);
    if (tlb.fetchTags[index] == (va & Tlb.PAGE_MASK)) {
      return tlb.fetchPages[index];
    }
    if (probe(va, Access.EXECUTE, privilege) != FaultStatus.NONE) {
      return null;
    }
    RamPage page = physical.page(walker.result().physicalPage());
    return page == null ? null : codePages.get(page);
  }

  /** Announces that an instruction of the page is about to be held decoded. */
  void watchWrites(CodePage code) {
    physical.decoded(code.ram);
  }

  @Override
  public void pageDecoded(RamPage page) {
    for (Tlb each : tlbs.values()) {
      each.forbidWrites(page.host());
    }
  }

  @Override
  public void pageMoved(long[] addresses) {
    for (Tlb each : tlbs.values()) {
      for (long va : addresses) {
        each.forgetData(va);
      }
    }
  }

  @Override
  public void decodedPageWritten(RamPage page) {
    CodePage code = codePages.get(page);
    if (code != null) {
      code.clear();
    }
  }

  // ---- maintenance ----

  void invalidateAll() {
    for (Tlb each : tlbs.values()) {
      each.invalidateAll();
    }
  }

  void invalidate(long va) {
    for (Tlb each : tlbs.values()) {
      each.invalidate(va);
    }
  }

  /**
   * Translates for an AT instruction or a debugger.
   *
   * @return a {@link FaultStatus}; after {@link FaultStatus#NONE}, {@link #translation()} holds the
   *     result
   */
  int probe(long va, Access access, Privilege rights) {
    TableWalker used = rights == Privilege.EL2 ? el2Walker : el1Walker;
    int status = used.walk(va);
    probed = used.result();
    if (status == FaultStatus.NONE && !probed.permits(access, rights)) {
      return FaultStatus.PERMISSION + probed.level();
    }
    return status;
  }

  Translation translation() {
    return probed;
  }

  Optional<RamPage> ramPage(long va) {
    if (walker.walk(va) != FaultStatus.NONE) {
      return Optional.empty();
    }
    return Optional.ofNullable(physical.page(walker.result().physicalPage()));
  }

  PhysicalMemory physical() {
    return physical;
  }
}
