package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.HostMemory;
import dev.ingot.emulator.memory.RamPage;
import java.lang.ref.Reference;

/**
 * Runs decoded instructions one by one, exactly. The commonest ones run in {@link #runFast} itself,
 * which stays small so that HotSpot compiles it early; they fall back to their executor whenever
 * memory is not a plain hit in the TLB, so only executors raise exceptions, and they find PC and
 * instruction count up to date.
 */
public final class Interpreter {
  private static final long PAGE_MASK = Tlb.PAGE_MASK;

  /** Offset of the last doubleword of a page: a pair that begins there goes on in the next one. */
  private static final int LAST_DOUBLEWORD = RamPage.BYTES - Long.BYTES;

  private static final long MASK_32 = 0xffff_ffffL;

  private final Cpu cpu;
  private final InstructionTable table;

  /** Null without a translator. */
  private final HotCode hotCode;

  /** Null unless somebody looks on. */
  private DecodeHook hook;

  /** An interpreter for {@code cpu} that knows the instructions of {@code table}. */
  public Interpreter(Cpu cpu, InstructionTable table) {
    this.cpu = cpu;
    this.table = table;
    this.hotCode = null;
  }

  /** An interpreter that has hot code translated. */
  public Interpreter(
      Cpu cpu, InstructionTable table, RegionTranslator translator, TranslationPolicy policy) {
    this.cpu = cpu;
    this.table = table;
    this.hotCode = new HotCode(cpu, translator, policy);
  }

  /**
   * Runs until {@code budget} instructions are done or the CPU asks for attention. An attempt that
   * ends in an exception counts as an instruction.
   *
   * @return instructions done
   * @throws UnknownInstructionException at a word that the table does not know
   * @throws DebugStop when a hook asks for it
   */
  public long run(long budget) {
    cpu.beginSlice(budget);
    try {
      while (cpu.remaining > 0 && !cpu.attention) {
        runUntilException();
      }
    } finally {
      // Guest memory is accessed by address, which keeps nothing from being collected.
      Reference.reachabilityFence(cpu);
    }
    return cpu.retiredInSlice();
  }

  /** Runs until an exception, the end of the slice, or a request for attention. */
  private void runUntilException() {
    try {
      if (cpu.state.illegal) {
        cpu.remaining--;
        // Faults of the fetch come first (Arm ARM D1.3.5, synchronous exception prioritization).
        cpu.memory.fetch(cpu.pc);
        throw cpu.illegalState();
      }
      runFast();
    } catch (GuestException e) {
      cpu.exceptions().takeSynchronous(e);
    } catch (DebugStop stop) {
      cpu.remaining++; // Nothing of the instruction has been done.
      throw stop;
    }
  }

  /**
   * Has {@code value} stand around every instruction from now on; nothing is translated then.
   *
   * @param value null for nobody
   */
  public void hookInstructions(DecodeHook value) {
    hook = value;
    cpu.memory.forgetCode();
  }

  /** What was translated, and how the TLB did. */
  public TranslationStatistics statistics() {
    TranslationStatistics translated =
        hotCode == null ? TranslationStatistics.NONE : hotCode.statistics();
    return translated.plus(new TranslationStatistics(0, 0, 0, cpu.memory.dataMisses()));
  }

  private Op decode(CodePage code, int index, long pc, long remaining) {
    cpu.pc = pc;
    cpu.remaining = remaining;
    Op op = table.decode(code.word(index));
    if (op == null) {
      throw cpu.unknownInstruction(code.word(index));
    }
    cpu.memory.watchWrites(code);
    if (hook != null) {
      op = hooked(op, pc);
    } else if (hotCode != null) {
      op = hotCode.watched(op);
    }
    code.ops[index] = op;
    return op;
  }

  private Op hooked(Op op, long pc) {
    Executor plain = (executing, _) -> executing.execute(op);
    Executor around = hook.around(op.word, pc, plain);
    return around.equals(plain) ? op : new Op(op.word, around);
  }

  // A hit leaves the switch by "break done", a miss by "break": an arrow switch cannot say that.
  @SuppressWarnings({"LabelledBreakTarget", "StatementSwitchToExpressionSwitch"})
  private void runFast() {
    final Cpu cpu = this.cpu;
    final long[] x = cpu.x;
    final Tlb tlb = cpu.memory.tlb;
    final long[] reads = tlb.reads;
    final long[] writes = tlb.writes;
    long remaining = cpu.remaining;
    long pc = cpu.pc;
    int nzcv = cpu.nzcv;
    cpu.remaining = remaining - 1; // A fetch that faults counts.
    CodePage code = cpu.memory.fetch(pc);
    Op[] ops = code.ops;
    while (remaining > 0) {
      remaining--;
      int index = (int) (pc >>> 2) & CodePage.OPS - 1;
      Op op = ops[index];
      if (op == null) {
        cpu.nzcv = nzcv;
        op = decode(code, index, pc, remaining);
      }
      long next = pc + 4;
      done:
      {
        switch (op.code) {
          case FastCode.MOVE_IMMEDIATE:
            x[op.d] = op.operand;
            break done;
          case FastCode.MOVE_KEEP:
            x[op.d] = x[op.d] & op.second | op.operand;
            break done;
          case FastCode.PC_RELATIVE:
            x[op.d] = pc + op.operand;
            break done;
          case FastCode.PAGE_RELATIVE:
            x[op.d] = (pc & PAGE_MASK) + op.operand;
            break done;
          case FastCode.ADD_IMMEDIATE:
            x[op.d] = x[op.n] + op.operand;
            break done;
          case FastCode.ADD_IMMEDIATE_32:
            x[op.d] = x[op.n] + op.operand & MASK_32;
            break done;
          case FastCode.ADDS_IMMEDIATE:
            {
              long a = x[op.n];
              nzcv = Flags.ofAdd(a, op.operand);
              x[op.d] = a + op.operand;
              break done;
            }
          case FastCode.ADDS_IMMEDIATE_32:
            {
              long a = x[op.n];
              nzcv = Flags.ofAdd(a << 32, op.operand << 32);
              x[op.d] = a + op.operand & MASK_32;
              break done;
            }
          case FastCode.SUBS_IMMEDIATE:
            {
              long a = x[op.n];
              nzcv = Flags.ofSubtract(a, op.operand);
              x[op.d] = a - op.operand;
              break done;
            }
          case FastCode.SUBS_IMMEDIATE_32:
            {
              long a = x[op.n];
              nzcv = Flags.ofSubtract(a << 32, op.operand << 32);
              x[op.d] = a - op.operand & MASK_32;
              break done;
            }
          case FastCode.AND_IMMEDIATE:
            x[op.d] = x[op.n] & op.operand;
            break done;
          case FastCode.ORR_IMMEDIATE:
            x[op.d] = (x[op.n] | op.operand) & op.second;
            break done;
          case FastCode.EOR_IMMEDIATE:
            x[op.d] = (x[op.n] ^ op.operand) & op.second;
            break done;
          case FastCode.ANDS_IMMEDIATE:
            {
              long a = x[op.n] & op.operand;
              nzcv = Flags.ofLogical(a);
              x[op.d] = a;
              break done;
            }
          case FastCode.ANDS_IMMEDIATE_32:
            {
              long a = x[op.n] & op.operand;
              nzcv = Flags.ofLogical(a << 32);
              x[op.d] = a;
              break done;
            }
          case FastCode.ADD:
            x[op.d] = x[op.n] + (x[op.m] << op.shift);
            break done;
          case FastCode.ADD_32:
            x[op.d] = x[op.n] + (x[op.m] << op.shift) & MASK_32;
            break done;
          case FastCode.SUB:
            x[op.d] = x[op.n] - (x[op.m] << op.shift);
            break done;
          case FastCode.SUB_32:
            x[op.d] = x[op.n] - (x[op.m] << op.shift) & MASK_32;
            break done;
          case FastCode.ADDS:
            {
              long a = x[op.n];
              long b = x[op.m] << op.shift;
              nzcv = Flags.ofAdd(a, b);
              x[op.d] = a + b;
              break done;
            }
          case FastCode.ADDS_32:
            {
              long a = x[op.n];
              long b = x[op.m] << op.shift;
              nzcv = Flags.ofAdd(a << 32, b << 32);
              x[op.d] = a + b & MASK_32;
              break done;
            }
          case FastCode.SUBS:
            {
              long a = x[op.n];
              long b = x[op.m] << op.shift;
              nzcv = Flags.ofSubtract(a, b);
              x[op.d] = a - b;
              break done;
            }
          case FastCode.SUBS_32:
            {
              long a = x[op.n];
              long b = x[op.m] << op.shift;
              nzcv = Flags.ofSubtract(a << 32, b << 32);
              x[op.d] = a - b & MASK_32;
              break done;
            }
          case FastCode.AND:
            x[op.d] = x[op.n] & x[op.m] << op.shift & op.second;
            break done;
          case FastCode.ORR:
            x[op.d] = (x[op.n] | x[op.m] << op.shift) & op.second;
            break done;
          case FastCode.EOR:
            x[op.d] = (x[op.n] ^ x[op.m] << op.shift) & op.second;
            break done;
          case FastCode.ANDS:
            {
              long a = x[op.n] & x[op.m] << op.shift;
              nzcv = Flags.ofLogical(a);
              x[op.d] = a;
              break done;
            }
          case FastCode.ANDS_32:
            {
              long a = x[op.n] & x[op.m] << op.shift & MASK_32;
              nzcv = Flags.ofLogical(a << 32);
              x[op.d] = a;
              break done;
            }
          case FastCode.EXTRACT_UNSIGNED:
            x[op.d] = x[op.n] >>> op.shift & op.second;
            break done;
          case FastCode.INSERT_UNSIGNED:
            x[op.d] = (x[op.n] & op.second) << op.shift;
            break done;
          case FastCode.EXTRACT_SIGNED:
            x[op.d] = x[op.n] << op.shift >> op.t;
            break done;
          case FastCode.SELECT:
            x[op.d] = ((op.condition >>> (nzcv >>> 28) & 1) != 0 ? x[op.n] : x[op.m]) & op.second;
            break done;
          case FastCode.SELECT_INCREMENT:
            x[op.d] =
                ((op.condition >>> (nzcv >>> 28) & 1) != 0 ? x[op.n] : x[op.m] + 1) & op.second;
            break done;
          case FastCode.MULTIPLY_ADD:
            x[op.d] = x[op.t] + x[op.n] * x[op.m] & op.second;
            break done;
          case FastCode.SHIFT_LEFT:
            x[op.d] = x[op.n] << x[op.m];
            break done;
          case FastCode.SHIFT_RIGHT:
            x[op.d] = x[op.n] >>> x[op.m];
            break done;
          case FastCode.BRANCH:
            next = pc + op.operand;
            break done;
          case FastCode.BRANCH_LINK:
            x[30] = next;
            next = pc + op.operand;
            break done;
          case FastCode.BRANCH_CONDITION:
            if ((op.condition >>> (nzcv >>> 28) & 1) != 0) {
              next = pc + op.operand;
            }
            break done;
          case FastCode.BRANCH_ZERO:
            if (x[op.n] << op.shift == 0) {
              next = pc + op.operand;
            }
            break done;
          case FastCode.BRANCH_NOT_ZERO:
            if (x[op.n] << op.shift != 0) {
              next = pc + op.operand;
            }
            break done;
          case FastCode.BRANCH_BIT_CLEAR:
            if ((x[op.n] >>> op.shift & 1) == 0) {
              next = pc + op.operand;
            }
            break done;
          case FastCode.BRANCH_BIT_SET:
            if ((x[op.n] >>> op.shift & 1) != 0) {
              next = pc + op.operand;
            }
            break done;
          case FastCode.BRANCH_REGISTER:
            if ((x[op.n] & 3) != 0) {
              break;
            }
            next = x[op.n];
            break done;
          case FastCode.BRANCH_LINK_REGISTER:
            {
              long target = x[op.n];
              if ((target & 3) != 0) {
                break;
              }
              x[30] = next;
              next = target;
              break done;
            }
          case FastCode.LOAD_64:
            {
              long base = x[op.n];
              long a = base + op.operand + (x[op.m] << op.shift);
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((reads[i] ^ a) & (PAGE_MASK | 7)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              x[op.d] = HostMemory.getLong(a + reads[i + 1]);
              break done;
            }
          case FastCode.LOAD_32:
            {
              long base = x[op.n];
              long a = base + op.operand + (x[op.m] << op.shift);
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((reads[i] ^ a) & (PAGE_MASK | 3)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              x[op.d] = HostMemory.getInt(a + reads[i + 1]) & MASK_32;
              break done;
            }
          case FastCode.LOAD_SIGNED:
            {
              int bytes = op.t;
              long base = x[op.n];
              long a = base + op.operand + (x[op.m] << op.shift);
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((reads[i] ^ a) & (PAGE_MASK | bytes - 1)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              int unused = Long.SIZE - (bytes << 3);
              long value = HostMemory.get(a + reads[i + 1], bytes);
              x[op.d] = value << unused >> unused & op.second;
              break done;
            }
          case FastCode.LOAD_16:
            {
              long base = x[op.n];
              long a = base + op.operand + (x[op.m] << op.shift);
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((reads[i] ^ a) & (PAGE_MASK | 1)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              x[op.d] = HostMemory.getChar(a + reads[i + 1]);
              break done;
            }
          case FastCode.LOAD_8:
            {
              long base = x[op.n];
              long a = base + op.operand + (x[op.m] << op.shift);
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((reads[i] ^ a) & PAGE_MASK) != Tlb.HIT || (base & op.baseMustBeClear) != 0) {
                break;
              }
              x[op.d] = HostMemory.getByte(a + reads[i + 1]) & 0xff;
              break done;
            }
          case FastCode.STORE_64:
            {
              long base = x[op.n];
              long a = base + op.operand + (x[op.m] << op.shift);
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((writes[i] ^ a) & (PAGE_MASK | 7)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              HostMemory.putLong(a + writes[i + 1], x[op.d]);
              break done;
            }
          case FastCode.STORE_32:
          case FastCode.STORE_16:
          case FastCode.STORE_8:
            {
              int bytes = 1 << FastCode.STORE_8 - op.code;
              long base = x[op.n];
              long a = base + op.operand + (x[op.m] << op.shift);
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((writes[i] ^ a) & (PAGE_MASK | bytes - 1)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              HostMemory.put(a + writes[i + 1], bytes, x[op.d]);
              break done;
            }
          case FastCode.LOAD_64_WRITE_BACK:
            {
              long base = x[op.n];
              long a = base + op.operand;
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((reads[i] ^ a) & (PAGE_MASK | 7)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              x[op.d] = HostMemory.getLong(a + reads[i + 1]);
              x[op.n] = base + op.second;
              break done;
            }
          case FastCode.STORE_64_WRITE_BACK:
            {
              long base = x[op.n];
              long a = base + op.operand;
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((writes[i] ^ a) & (PAGE_MASK | 7)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0) {
                break;
              }
              HostMemory.putLong(a + writes[i + 1], x[op.d]);
              x[op.n] = base + op.second;
              break done;
            }
          case FastCode.LOAD_PAIR:
            {
              long base = x[op.n];
              long a = base + op.operand;
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((reads[i] ^ a) & (PAGE_MASK | 7)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0
                  || ((int) a & LAST_DOUBLEWORD) == LAST_DOUBLEWORD) {
                break;
              }
              long host = a + reads[i + 1];
              x[op.n] = base + op.second;
              x[op.t] = HostMemory.getLong(host + Long.BYTES);
              x[op.d] = HostMemory.getLong(host);
              break done;
            }
          case FastCode.STORE_PAIR:
            {
              long base = x[op.n];
              long a = base + op.operand;
              int i = (int) a >>> Tlb.ENTRY_SHIFT & Tlb.ENTRY_MASK;
              if (((writes[i] ^ a) & (PAGE_MASK | 7)) != Tlb.HIT
                  || (base & op.baseMustBeClear) != 0
                  || ((int) a & LAST_DOUBLEWORD) == LAST_DOUBLEWORD) {
                break;
              }
              long host = a + writes[i + 1];
              HostMemory.putLong(host, x[op.d]);
              HostMemory.putLong(host + Long.BYTES, x[op.t]);
              x[op.n] = base + op.second;
              break done;
            }
          case FastCode.NO_OPERATION:
            break done;
          default:
            break;
        }
        cpu.pc = pc;
        cpu.nextPc = next;
        cpu.nzcv = nzcv;
        cpu.remaining = remaining;
        if (op.simd && !cpu.simdEnabled) {
          throw cpu.simdTrap(op);
        }
        op.executor.execute(cpu, op);
        next = cpu.nextPc;
        nzcv = cpu.nzcv;
        remaining = cpu.remaining;
        if (cpu.attention || (next & 3) != 0) {
          cpu.pc = next;
          return;
        }
      }
      if (((pc ^ next) & PAGE_MASK) != 0) {
        cpu.pc = next;
        cpu.nzcv = nzcv;
        cpu.remaining = remaining - 1;
        if (remaining == 0) {
          cpu.remaining = 0;
          return;
        }
        code = cpu.memory.fetch(next);
        ops = code.ops;
      }
      pc = next;
    }
    cpu.pc = pc;
    cpu.nzcv = nzcv;
    cpu.remaining = remaining;
  }
}
