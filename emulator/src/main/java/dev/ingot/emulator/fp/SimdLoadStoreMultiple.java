package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** LD1 to LD4 and ST1 to ST4 of whole registers: one to four structures of one to four elements. */
final class SimdLoadStoreMultiple implements Executor {
  private static final int LOAD_BIT = 1 << 22;
  private static final int POST_INDEX_BIT = 1 << 23;

  private final int registers;

  /** Elements that lie together in memory: the n of LDn. */
  private final int interleave;

  private SimdLoadStoreMultiple(int registers, int interleave) {
    this.registers = registers;
    this.interleave = interleave;
  }

  static void addTo(FormList forms) {
    add(forms, "0000", new SimdLoadStoreMultiple(4, 4));
    add(forms, "0010", new SimdLoadStoreMultiple(4, 1));
    add(forms, "0100", new SimdLoadStoreMultiple(3, 3));
    add(forms, "0110", new SimdLoadStoreMultiple(3, 1));
    add(forms, "0111", new SimdLoadStoreMultiple(1, 1));
    add(forms, "1000", new SimdLoadStoreMultiple(2, 2));
    add(forms, "1010", new SimdLoadStoreMultiple(2, 1));
  }

  private static void add(FormList forms, String opcode, SimdLoadStoreMultiple executor) {
    String name =
        executor.interleave + " (multiple structures) " + executor.registers + " registers";
    String fields = opcode + "xx xxxxx xxxxx";
    forms.add("ST" + name, "0x0011000 0 000000 " + fields, Feature.ASIMD, executor);
    forms.add("LD" + name, "0x0011000 1 000000 " + fields, Feature.ASIMD, executor);
    forms.add("ST" + name + " post-index", "0x0011001 0 0xxxxx " + fields, Feature.ASIMD, executor);
    forms.add("LD" + name + " post-index", "0x0011001 1 0xxxxx " + fields, Feature.ASIMD, executor);
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = op.word >>> 10 & 3;
    boolean full = ElementSizes.isFull(op);
    if (size == 3 && !full && interleave > 1) {
      throw cpu.undefined();
    }
    long base = cpu.base(op.rn);
    if ((op.word & LOAD_BIT) != 0) {
      load(cpu, op, base, size, full);
    } else {
      store(cpu, op, base, size, full);
    }
    if ((op.word & POST_INDEX_BIT) != 0) {
      cpu.xsp(op.rn, base + postIndex(cpu, op, registers * (full ? 16 : 8)));
    }
  }

  /**
   * What a post-index adds: a register, or the bytes transferred where the register would be the
   * zero register.
   */
  static long postIndex(Cpu cpu, Op op, int bytes) {
    return op.rm == 31 ? bytes : cpu.x(op.rm);
  }

  private void load(Cpu cpu, Op op, long base, int size, boolean full) {
    VectorValue[] values = new VectorValue[registers];
    for (int i = 0; i < registers; i++) {
      values[i] = new VectorValue();
    }
    if (byDoublewords(base, size)) {
      for (int i = 0; i < registers; i++) {
        long address = base + (long) i * bytes(full);
        values[i].low = cpu.load64(address);
        values[i].high = full ? cpu.load64(address + 8) : 0;
      }
    } else {
      long address = base;
      for (int i = 0; i < registers * bytes(full) >> size; i++) {
        values[register(i, size, full)].lane(
            lane(i, size, full), size, cpu.load(address, 1 << size));
        address += 1L << size;
      }
    }
    for (int i = 0; i < registers; i++) {
      values[i].write(cpu, op.rd + i & 31);
    }
  }

  private void store(Cpu cpu, Op op, long base, int size, boolean full) {
    if (byDoublewords(base, size)) {
      for (int i = 0; i < registers; i++) {
        long address = base + (long) i * bytes(full);
        FpLoadStore.store(cpu, op.rd + i & 31, address, full ? 4 : 3);
      }
      return;
    }
    long address = base;
    for (int i = 0; i < registers * bytes(full) >> size; i++) {
      VectorValue value = VectorValue.read(cpu, op.rd + register(i, size, full) & 31);
      cpu.store(address, 1 << size, value.lane(lane(i, size, full), size));
      address += 1L << size;
    }
  }

  /** Each element has to be aligned where alignment is checked, and no more than that. */
  private boolean byDoublewords(long base, int size) {
    return interleave == 1 && (size == 3 || base % Long.BYTES == 0);
  }

  private static int bytes(boolean full) {
    return full ? 16 : 8;
  }

  /** The register, from the first one, that has the n-th element of memory. */
  private int register(int n, int size, boolean full) {
    return interleave == 1 ? n / (bytes(full) >> size) : n % registers;
  }

  /** The lane in that register. */
  private int lane(int n, int size, boolean full) {
    return interleave == 1 ? n % (bytes(full) >> size) : n / registers;
  }
}
