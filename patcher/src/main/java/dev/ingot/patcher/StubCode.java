package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.Branch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stubs that redirected write-barrier calls run into, one a routine.
 *
 * <p>A stub changes x16, x17, x27 and nothing else, and uses no stack. A barrier call may change
 * x16, x17, x30, the flags and the FP registers (Go src/cmd/compile/internal/ssa/_gen/ARM64Ops.go,
 * {@code LoweredWB}), and x27 is the assembler's own at any time; x30 must reach the routine as the
 * call set it. No LSE instruction, so that it runs on Armv8.0.
 */
final class StubCode {
  /** Bytes from one stub to the next: no ADRP comes to a page's last two words (erratum 843419). */
  private static final int STUB_SIZE = 64;

  /** Bytes from one counter to the next: a cache line each, so that CPUs do not take turns. */
  private static final int COUNTER_SIZE = 64;

  private static final int COUNTER_ADDRESS_REGISTER = 16;
  private static final int COUNT_REGISTER = 17;

  /** {@code ldxr x17, [x16]}. */
  private static final int LOAD_COUNT = 0xc85f_7e11;

  /** {@code stxr w27, x17, [x16]}. */
  private static final int STORE_COUNT = 0xc81b_7e11;

  private static final int STORE_STATUS_REGISTER = 27;

  /** {@code brk #0}; the immediate is at bit 5. */
  private static final int BREAKPOINT = 0xd420_0000;

  /** {@code str x3, [x2]}. */
  private static final int STORE_VALUE_TO_SLOT = 0xf900_0043;

  /** {@code ret}. */
  private static final int RETURN = 0xd65f_03c0;

  private static final int BUFFER_REGISTER = 25;

  private final BarrierStub kind;
  private final Placement placement;
  private final Map<BarrierRoutine, Integer> numbers = new LinkedHashMap<>();

  /** Bytes of the stubs of so many routines. */
  static int codeSize(BarrierStub kind, int routines) {
    return kind == BarrierStub.KEEP ? 0 : routines * STUB_SIZE;
  }

  /** Bytes that the stubs of so many routines write: counters, or a buffer that nobody reads. */
  static int countersSize(BarrierStub kind, int routines) {
    return switch (kind) {
      case COUNT -> routines * COUNTER_SIZE;
      case SCRATCH -> routines == 0 ? 0 : BarrierRoutine.MOST_SLOTS * Long.BYTES;
      case KEEP, TRAP -> 0;
    };
  }

  StubCode(BarrierStub kind, Placement placement, List<BarrierRoutine> routines) {
    this.kind = kind;
    this.placement = placement;
    routines.forEach(routine -> numbers.put(routine, numbers.size()));
  }

  /** VA of a routine's stub. */
  long stubOf(BarrierRoutine routine) {
    return placement.stubs() + (long) numbers.get(routine) * STUB_SIZE;
  }

  /** VA of a routine's counter. */
  long counterOf(BarrierRoutine routine) {
    return placement.counters() + (long) numbers.get(routine) * COUNTER_SIZE;
  }

  /**
   * The code of all stubs.
   *
   * @throws dev.ingot.goelf.RefusedException when a routine is out of reach
   */
  byte[] assemble(ElfImage image) {
    ByteBuffer code =
        ByteBuffer.allocate(numbers.size() * STUB_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(
        (routine, number) -> {
          code.position(number * STUB_SIZE);
          switch (kind) {
            case COUNT -> assembleCount(image, code, routine);
            case SCRATCH -> assembleScratch(code, routine);
            case TRAP -> code.putInt(BREAKPOINT | routine.slots() << 5);
            case KEEP -> throw new IllegalStateException("no stubs to assemble");
          }
        });
    return code.array();
  }

  private void assembleCount(ElfImage image, ByteBuffer code, BarrierRoutine routine) {
    long stub = stubOf(routine);
    long counter = counterOf(routine);
    put(code, AddressOfPage.between(COUNTER_ADDRESS_REGISTER, stub, counter));
    put(
        code,
        new AddImmediate(
            true,
            COUNTER_ADDRESS_REGISTER,
            COUNTER_ADDRESS_REGISTER,
            (int) (counter & 0xfff),
            false));
    int retry = code.position();
    code.putInt(LOAD_COUNT);
    put(code, new AddImmediate(true, COUNT_REGISTER, COUNT_REGISTER, 1, false));
    code.putInt(STORE_COUNT);
    put(
        code,
        new Instruction.CompareAndBranch(
            false, true, STORE_STATUS_REGISTER, retry - code.position()));
    jump(image, code, routine, stub + code.position() % STUB_SIZE);
  }

  /**
   * Keeps the routine's contract and nothing else: up to Go 1.20 the call makes the store of x3 to
   * where x2 points, since then it gives x25, the address of as many words as it reserves (Go
   * src/runtime/asm_arm64.s, {@code gcWriteBarrier}).
   */
  private void assembleScratch(ByteBuffer code, BarrierRoutine routine) {
    if (routine.slots() == 0) {
      code.putInt(STORE_VALUE_TO_SLOT);
    } else {
      long buffer = placement.counters();
      put(code, AddressOfPage.between(BUFFER_REGISTER, stubOf(routine), buffer));
      put(
          code,
          new AddImmediate(true, BUFFER_REGISTER, BUFFER_REGISTER, (int) (buffer & 0xfff), false));
    }
    code.putInt(RETURN);
  }

  /** Goes on in the routine, which calls reach and the stub may be too far away for. */
  private static void jump(ElfImage image, ByteBuffer code, BarrierRoutine routine, long address) {
    if (Branch.RANGE.contains(routine.entry() - address)) {
      put(code, new Branch(routine.entry() - address));
    } else if (Trampoline.reaches(address, routine.entry())) {
      Trampoline.words(address, routine.entry()).forEach(code::putInt);
    } else {
      throw image.refuse(
          "stub of %s at VA 0x%x".formatted(routine.name(), address),
          "%d bytes from the routine".formatted(routine.entry() - address),
          "up to 4 GiB",
          "keep these calls as they are (--barriers keep)");
    }
  }

  private static void put(ByteBuffer code, Instruction instruction) {
    code.putInt(instruction.encode());
  }
}
