package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD permute, extract and table lookup: elements change their place. */
enum SimdPermute implements Executor {
  UZP1("0x001110 xx0 xxxxx 0 001 10"),
  UZP2("0x001110 xx0 xxxxx 0 101 10"),
  TRN1("0x001110 xx0 xxxxx 0 010 10"),
  TRN2("0x001110 xx0 xxxxx 0 110 10"),
  ZIP1("0x001110 xx0 xxxxx 0 011 10"),
  ZIP2("0x001110 xx0 xxxxx 0 111 10"),
  EXT("0x101110 000 xxxxx 0 xxxx 0"),
  TBL("0x001110 000 xxxxx 0 xx 000"),
  TBX("0x001110 000 xxxxx 0 xx 100");

  private final String pattern;

  SimdPermute(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (SimdPermute each : values()) {
      forms.add(each.name(), each.pattern + " xxxxx xxxxx", Feature.ASIMD, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case EXT -> extract(cpu, op);
      case TBL, TBX -> lookUp(cpu, op);
      default -> permute(cpu, op);
    }
  }

  private void permute(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
    boolean full = ElementSizes.isFull(op);
    if (size == 3 && !full) {
      throw cpu.undefined();
    }
    int lanes = (full ? 16 : 8) >> size;
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue result = new VectorValue();
    for (int i = 0; i < lanes; i++) {
      // The source is n:m for UZP, else n for even and m for odd elements.
      int part = this == UZP2 || this == TRN2 || this == ZIP2 ? 1 : 0;
      int source =
          switch (this) {
            case UZP1, UZP2 -> 2 * i + part;
            case TRN1, TRN2 -> (i & ~1) + part + (i & 1) * lanes;
            default -> part * (lanes / 2) + i / 2 + (i & 1) * lanes;
          };
      result.lane(i, size, source < lanes ? n.lane(source, size) : m.lane(source - lanes, size));
    }
    result.write(cpu, op.rd);
  }

  private static void extract(Cpu cpu, Op op) {
    int position = op.word >>> 11 & 15;
    int bytes = ElementSizes.isFull(op) ? 16 : 8;
    if (position >= bytes) {
      throw cpu.undefined();
    }
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue result = new VectorValue();
    for (int i = 0; i < bytes; i++) {
      int source = i + position;
      result.lane(i, 0, source < bytes ? n.lane(source, 0) : m.lane(source - bytes, 0));
    }
    result.write(cpu, op.rd);
  }

  private void lookUp(Cpu cpu, Op op) {
    int tableBytes = 16 * ((op.word >>> 13 & 3) + 1);
    int bytes = ElementSizes.isFull(op) ? 16 : 8;
    VectorValue indices = VectorValue.read(cpu, op.rm);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    for (int i = 0; i < bytes; i++) {
      int index = (int) indices.lane(i, 0);
      if (index < tableBytes) {
        // The table wraps from V31 to V0.
        long word = cpu.v[2 * op.rn + index / 8 & 63];
        result.lane(i, 0, word >>> (8 * (index & 7)));
      } else {
        result.lane(i, 0, this == TBX ? d.lane(i, 0) : 0);
      }
    }
    result.write(cpu, op.rd);
  }
}
