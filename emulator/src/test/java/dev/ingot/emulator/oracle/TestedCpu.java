package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.CpuEnvironment;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.Interpreter;
import dev.ingot.emulator.memory.PhysicalMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Our CPU, with the memory that the driver sees: the slots with the words, and the window with
 * nothing mapped behind it. It runs at EL0, as the driver does on QEMU.
 */
final class TestedCpu {
  private static final long RAM_BASE = 0x1000_0000L;
  private static final int RAM_BYTES = 0x2_0000;

  /** Translation tables, one page each, in RAM that is not mapped. */
  private static final long LEVEL1 = 0x1001_4000L;

  private static final long LEVEL2 = 0x1001_5000L;
  private static final long LEVEL3 = 0x1001_6000L;
  private static final long MAPPED_END = 0x1001_2000L;
  private static final int PAGE = 4096;

  /** A table descriptor. */
  private static final long TABLE = 0b11;

  /** A page descriptor: accessed, inner shareable, normal memory, readable and writable at EL0. */
  private static final long DATA_PAGE = 0b11 | 1 << 10 | 3 << 8 | 1 << 6;

  /** The same, read-only. */
  private static final long CODE_PAGE = DATA_PAGE | 1 << 7;

  /**
   * T0SZ = 25: tables from level 1; write-back, inner shareable walks; TTBR1 off; 40-bit physical
   * addresses.
   */
  private static final long TCR = 25 | 1 << 8 | 1 << 10 | 3 << 12 | 1 << 23 | 2L << 32;

  private static final long NORMAL_WRITE_BACK = 0xff;

  /** RES1, M, and what Linux allows EL0: DZE, UCT, nTWI, nTWE, UCI. No alignment checks. */
  private static final long SCTLR = 0x30d0_0801L | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 18 | 1 << 26;

  private static final long FPEN_NO_TRAP = 3 << 20;

  /** SVC #0: the way back to EL1 when the case itself raised no exception. */
  private static final int SUPERVISOR_CALL = 0xd400_0001;

  /** PSTATE of EL0 in AArch64, nothing masked. */
  private static final long EL0 = 0;

  private static final int SCTLR_EL1 = register(1, 0, 0);
  private static final int CPACR_EL1 = register(1, 0, 2);
  private static final int TTBR0_EL1 = register(2, 0, 0);
  private static final int TCR_EL1 = register(2, 0, 2);
  private static final int SPSR_EL1 = register(4, 0, 0);
  private static final int SP_EL0 = register(4, 1, 0);
  private static final int ESR_EL1 = register(5, 2, 0);
  private static final int MAIR_EL1 = register(10, 2, 0);

  private static final int UNKNOWN_REASON = 0;
  private static final int DATA_ABORT_LOWER_EL = 0x24;

  private final PhysicalMemory memory = new PhysicalMemory(RAM_BASE, RAM_BYTES);
  private final Cpu cpu;
  private final Interpreter interpreter;

  TestedCpu(InstructionTable table, CpuModel model) {
    cpu = new Cpu(model, memory, CpuEnvironment.alone().withUnknownUndefined());
    interpreter = new Interpreter(cpu, table);
    map(LEVEL1, index(RAM_BASE, 30), LEVEL2 | TABLE);
    map(LEVEL2, index(RAM_BASE, 21), LEVEL3 | TABLE);
    for (long page = RAM_BASE; page < MAPPED_END; page += PAGE) {
      boolean data = page == MAPPED_END - PAGE;
      map(LEVEL3, index(page, 12), page | (data ? DATA_PAGE : CODE_PAGE));
    }
    write(MAIR_EL1, NORMAL_WRITE_BACK);
    write(TCR_EL1, TCR);
    write(TTBR0_EL1, LEVEL1);
    write(CPACR_EL1, FPEN_NO_TRAP);
    write(SCTLR_EL1, SCTLR);
  }

  private static int index(long va, int shift) {
    return (int) (va >>> shift) & 511;
  }

  private void map(long table, int index, long descriptor) {
    byte[] bytes = new byte[Long.BYTES];
    littleEndian(bytes).putLong(descriptor);
    memory.copyIn(table + (long) index * Long.BYTES, bytes);
  }

  /** The word of an MSR of the EL1 register S3_0_Cn_Cm_op2. */
  private static int register(int crn, int crm, int op2) {
    return 0xd518_0000 | crn << 12 | crm << 8 | op2 << 5;
  }

  private void write(int msr, long value) {
    cpu.systemRegisters().write(msr, value);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The states after a batch of at most {@link OracleRecord#MAX_CASES} cases. */
  List<CpuState> run(List<OracleCase> batch) {
    byte[] code = new byte[batch.size() * CpuState.SLOT_BYTES];
    ByteBuffer slots = littleEndian(code);
    for (int i = 0; i < batch.size(); i++) {
      slots.putInt(i * CpuState.SLOT_BYTES, batch.get(i).word());
      slots.putInt(i * CpuState.SLOT_BYTES + 4, SUPERVISOR_CALL);
    }
    memory.copyIn(CpuState.FIRST_SLOT_VA, code);
    List<CpuState> after = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      after.add(
          run(batch.get(i).before(), CpuState.FIRST_SLOT_VA + (long) i * CpuState.SLOT_BYTES));
    }
    return after;
  }

  private CpuState run(CpuState before, long pc) {
    write(SPSR_EL1, EL0);
    cpu.exceptions().exceptionReturn();
    cpu.enter(pc, 0);
    for (int i = 0; i < before.x.length; i++) {
      cpu.xsp(i, before.x[i]);
    }
    System.arraycopy(before.v, 0, cpu.v, 0, before.v.length);
    cpu.nzcv((int) before.nzcv);
    cpu.fpcr(before.fpcr);
    cpu.fpsr(before.fpsr);
    memory.copyIn(CpuState.WINDOW_VA, before.window);
    interpreter.run(1);
    boolean completed = cpu.exceptionLevel() == 0;
    CpuState after = registers();
    byte[] window = memory.copyOut(CpuState.WINDOW_VA, CpuState.WINDOW_BYTES);
    System.arraycopy(window, 0, after.window, 0, window.length);
    if (completed) {
      cpu.enter(pc + 4, 0);
      interpreter.run(1);
    } else {
      after.outcome = outcome(cpu.systemRegisters().read(ESR_EL1));
    }
    // Both ways lead to EL1, where the stack pointer of EL0 has its own register.
    after.x[CpuState.SP] = cpu.systemRegisters().read(SP_EL0);
    return after;
  }

  private CpuState registers() {
    CpuState state = new CpuState();
    for (int i = 0; i < CpuState.SP; i++) {
      state.x[i] = cpu.x(i);
    }
    System.arraycopy(cpu.v, 0, state.v, 0, state.v.length);
    state.nzcv = Integer.toUnsignedLong(cpu.nzcv());
    state.fpcr = cpu.fpcr();
    state.fpsr = cpu.fpsr();
    return state;
  }

  private static CpuState.Outcome outcome(long syndrome) {
    return switch ((int) (syndrome >>> 26) & 63) {
      case UNKNOWN_REASON -> CpuState.Outcome.UNDEFINED;
      case DATA_ABORT_LOWER_EL -> CpuState.Outcome.MEMORY_FAULT;
      default -> CpuState.Outcome.OTHER_FAULT;
    };
  }
}
