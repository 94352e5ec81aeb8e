package dev.ingot.image.freestanding;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ModuleData;
import dev.ingot.image.freestanding.KernelMemory.Piece;
import dev.ingot.image.freestanding.PageTables.Mapping;
import dev.ingot.image.freestanding.PageTables.Use;
import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.MemoryRegion;
import dev.ingot.patcher.BarrierStub;
import dev.ingot.patcher.BssMove;
import dev.ingot.patcher.BssPlacement;
import dev.ingot.patcher.Freestanding;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import dev.ingot.patcher.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a bootable image of a kernel in Go that needs neither Go's runtime nor Linux: the program
 * at the addresses it was linked for, its variables moved, and the boot stub in front. The same
 * inputs give the same bytes.
 */
public final class FreestandingBuilder {
  private static final String UART = "uart0";
  private static final String DEVICE_TREE = "dtb";

  /** The boot stub's own stack, bytes. */
  private static final long STOP_STACK = 4096;

  private final FreestandingSpec spec;
  private final GoProgram program;
  private final RuntimeLayout runtime;
  private final RuntimeVariables variables;
  private final Layout.Placement placement;
  private final long start;
  private final StubBlock block;

  private FreestandingBuilder(FreestandingSpec spec) {
    this.spec = spec;
    this.program = spec.program();
    this.runtime = RuntimeLayout.of(program);
    this.variables = RuntimeVariables.of(program, runtime);
    this.placement = spec.layout().place(spec.board());
    this.start = placement.code().start();
    KernelChecks.requirePlaced(program, spec, placement);
    Set<String> replaced =
        spec.redirects().stream().map(Redirect::symbol).collect(Collectors.toSet());
    this.block = new StubBlock(blockAddress(), RuntimeServices.in(program, replaced));
  }

  /**
   * Builds an image.
   *
   * @throws dev.ingot.goelf.RefusedException when the kernel cannot run so, or does not fit
   */
  public static FreestandingImage build(FreestandingSpec spec) {
    return new FreestandingBuilder(spec).build();
  }

  private FreestandingImage build() {
    GoFunction entry = KernelChecks.entryOf(spec);
    PatchPlan plan = Patcher.plan(program, patchOptions());
    ElfImage patched = ElfImage.of(plan.emit(), program.image().name());
    KernelMemory memory = KernelMemory.of(patched, placement, block.end());
    long top = placement.copiesData() ? memory.dataEnd() : memory.imageEnd();
    long guard = KernelMemory.up(Math.max(top, memory.dataEnd()), PageTables.PAGE);
    long stackBottom = guard + PageTables.PAGE;
    long stackTop = stackBottom + spec.stackSize();
    long free = stackTop + STOP_STACK;
    KernelChecks.requireRoom(spec, placement, memory.imageEnd(), free);

    byte[] image = new byte[Math.toIntExact(memory.imageEnd() - start)];
    for (Piece piece : memory.pieces()) {
      patched
          .bytes()
          .get((int) piece.offset(), image, (int) (piece.address() - start), (int) piece.size());
    }
    List<long[]> stores = storesInData(plan.bssMove(), stackBottom, stackTop, image);
    if (spec.mmu()) {
      block.putTables(PageTables.of(mappings(patched, memory, guard), block.tables()));
    }
    ModuleData moduleData = program.moduleData();
    block.putParameters(
        new BootParameters(
            block.address(),
            entry.entry(),
            moved(plan.bssMove(), variables.g0()),
            stackBottom,
            stackTop,
            free,
            regionStart(DEVICE_TREE),
            free,
            placement.data().end(),
            regionStart(UART),
            spec.mmu() ? block.tables() : 0,
            block.putRows(memory.copies()),
            block.putRows(memory.clears()),
            block.putRows(stores),
            block.serviceTable(),
            moduleData.text(),
            moduleData.etext(),
            program.pclntab().tables()));
    byte[] blockBytes = block.bytes();
    System.arraycopy(blockBytes, 0, image, (int) (block.address() - start), blockBytes.length);
    boolean inRom = placement.copiesData();
    KernelHeader header = new KernelHeader(start, inRom, inRom ? image.length : free - start);
    header.writeTo(image, block.address());
    return new FreestandingImage(plan, patched, header, block.address(), image);
  }

  /** Behind what the program has in the memory for code, and behind what stays there. */
  private long blockAddress() {
    long end = start + KernelHeader.SIZE;
    for (ElfSegment segment : program.image().loadSegments()) {
      if (placement.code().contains(segment.virtualAddress(), segment.fileSize())) {
        end = Math.max(end, spec.movesData() ? segment.fileEndAddress() : segment.endAddress());
      }
    }
    return KernelMemory.up(end, PageTables.PAGE);
  }

  private PatchOptions patchOptions() {
    OptionalLong data =
        placement.copiesData() ? OptionalLong.of(placement.data().start()) : OptionalLong.empty();
    return new PatchOptions(
        spec.movesData() ? new BssPlacement.MoveBssAbove() : new BssPlacement.KeepBss(),
        spec.stub(),
        spec.redirects(),
        Optional.of(
            new Freestanding(
                block.end(),
                data,
                block.entryJumps(),
                spec.stub() == BarrierStub.SCRATCH ? RuntimeServices.noting() : List.of())));
  }

  /**
   * The stores that the boot stub makes: g0 with its stack, m0, and the flag. Those to variables
   * that stayed in ROM are made here, in the image.
   */
  private List<long[]> storesInData(BssMove move, long stackBottom, long stackTop, byte[] image) {
    long g0 = moved(move, variables.g0());
    long m0 = moved(move, variables.m0());
    long guard = stackBottom + runtime.guardBytes();
    List<long[]> all = new ArrayList<>();
    all.add(new long[] {g0 + runtime.stackLow(), stackBottom});
    all.add(new long[] {g0 + runtime.stackHigh(), stackTop});
    all.add(new long[] {g0 + runtime.stackGuard0(), guard});
    all.add(new long[] {g0 + runtime.stackGuard1(), guard});
    all.add(new long[] {g0 + runtime.machine(), m0});
    all.add(new long[] {m0 + runtime.schedulerGoroutine(), g0});
    if (variables.writeBarrier().isPresent()) {
      long flag = moved(move, variables.writeBarrier().getAsLong());
      all.add(new long[] {flag, spec.barrierFlag() ? 1 : 0});
    }
    List<long[]> atStart = new ArrayList<>();
    ByteBuffer words = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] store : all) {
      if (placement.data().contains(store[0], Long.BYTES)) {
        atStart.add(store);
      } else {
        words.putLong((int) (store[0] - start), store[1]);
      }
    }
    return atStart;
  }

  private static long moved(BssMove move, long address) {
    return move.covers(address) ? address + move.delta() : address;
  }

  private List<Mapping> mappings(ElfImage patched, KernelMemory memory, long guard) {
    List<Mapping> mappings = new ArrayList<>();
    spec.board()
        .regions(MemoryRegion.Use.DEVICE)
        .forEach(device -> mappings.add(deviceBlocks(device)));
    spec.board()
        .regions(MemoryRegion.Use.RAM)
        .forEach(ram -> mappings.add(new Mapping(ram.start(), ram.end(), Use.DATA)));
    mappings.add(new Mapping(start, memory.imageEnd(), Use.CONSTANTS));
    for (ElfSegment segment : patched.loadSegments()) {
      Use use =
          segment.isExecutable()
              ? Use.CODE
              : segment.isWritable() && placement.data().contains(segment.virtualAddress(), 1)
                  ? Use.DATA
                  : Use.CONSTANTS;
      mappings.add(new Mapping(segment.virtualAddress(), segment.endAddress(), use));
    }
    mappings.add(new Mapping(block.address(), block.tables(), Use.CODE));
    mappings.add(new Mapping(guard, guard + PageTables.PAGE, Use.NONE));
    if (program.moduleData().text() >= PageTables.PAGE) {
      mappings.add(new Mapping(0, PageTables.PAGE, Use.NONE)); // nil
    }
    return mappings;
  }

  /** With its neighbours up to multiples of 2 MiB: boards have small devices side by side. */
  private static Mapping deviceBlocks(MemoryRegion device) {
    long blockSize = 2L << 20;
    return new Mapping(
        device.start() & -blockSize, KernelMemory.up(device.end(), blockSize), Use.DEVICE);
  }

  private long regionStart(String name) {
    return spec.board().regions().stream()
        .filter(region -> region.name().equals(name))
        .mapToLong(MemoryRegion::start)
        .findFirst()
        .orElse(0);
  }
}
