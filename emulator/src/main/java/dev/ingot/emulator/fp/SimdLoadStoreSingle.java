package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** LD1 to LD4 and ST1 to ST4 of one lane, and LD1R to LD4R, which replicate what they load. */
enum SimdLoadStoreSingle implements Executor {
  BYTE(0, "00", "xxx"),
  HALFWORD(1, "01", "xx0"),
  WORD(2, "10", "x00"),
  DOUBLEWORD(3, "10", "001"),
  REPLICATE(0, "11", "0xx");

  private static final int LOAD_BIT = 1 << 22;
  private static final int POST_INDEX_BIT = 1 << 23;

  /** log2 of the element's bytes; for {@link #REPLICATE} the word has it. */
  private final int size;

  /** The upper two bits of the opcode field. */
  private final String opcode;

  /** S:size. */
  private final String index;

  SimdLoadStoreSingle(int size, String opcode, String index) {
    this.size = size;
    this.opcode = opcode;
    this.index = index;
  }

  static void addTo(FormList forms) {
    for (SimdLoadStoreSingle each : values()) {
      for (int count = 1; count <= 4; count++) {
        String r = FormList.bits(count - 1, 1);
        String fields =
            each.opcode + FormList.bits(count - 1 >> 1, 1) + each.index + " xxxxx xxxxx";
        if (each == REPLICATE) {
          each.add(forms, "LD" + count + "R", "1" + r, fields);
        } else {
          String suffix = count + " (single structure) " + (8 << each.size) + "-bit";
          each.add(forms, "ST" + suffix, "0" + r, fields);
          each.add(forms, "LD" + suffix, "1" + r, fields);
        }
      }
    }
  }

  private void add(FormList forms, String name, String loadAndR, String fields) {
    forms.add(name, "0x0011010 " + loadAndR + " 00000 " + fields, Feature.ASIMD, this);
    forms.add(
        name + " post-index", "0x0011011 " + loadAndR + " xxxxx " + fields, Feature.ASIMD, this);
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int registers = (op.word >>> 12 & 2 | op.word >>> 21 & 1) + 1;
    long base = cpu.base(op.rn);
    int elementSize = this == REPLICATE ? op.word >>> 10 & 3 : this.size;
    if ((op.word & LOAD_BIT) != 0) {
      load(cpu, op, base, registers, elementSize);
    } else {
      int lane = lane(op);
      for (int i = 0; i < registers; i++) {
        long element = VectorValue.read(cpu, op.rd + i & 31).lane(lane, elementSize);
        cpu.store(base + ((long) i << elementSize), 1 << elementSize, element);
      }
    }
    if ((op.word & POST_INDEX_BIT) != 0) {
      cpu.xsp(op.rn, base + SimdLoadStoreMultiple.postIndex(cpu, op, registers << elementSize));
    }
  }

  /** The index that Q:S:size spells, less the bits that are the size. */
  private int lane(Op op) {
    int q = op.word >>> 30 & 1;
    int s = op.word >>> 12 & 1;
    int bits = op.word >>> 10 & 3;
    return (q << 3 | s << 2 | bits) >> size;
  }

  private void load(Cpu cpu, Op op, long base, int registers, int elementSize) {
    long[] elements = new long[registers];
    for (int i = 0; i < registers; i++) {
      elements[i] = cpu.load(base + ((long) i << elementSize), 1 << elementSize);
    }
    for (int i = 0; i < registers; i++) {
      int register = op.rd + i & 31;
      if (this == REPLICATE) {
        long half = VectorValue.replicate(elements[i], elementSize);
        new VectorValue(half, ElementSizes.isFull(op) ? half : 0).write(cpu, register);
      } else {
        VectorValue value = VectorValue.read(cpu, register);
        value.lane(lane(op), elementSize, elements[i]);
        value.write(cpu, register);
      }
    }
  }
}
