package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.fp.AesRounds;
import dev.ingot.emulator.translator.VectorInstruction.Bitwise;
import dev.ingot.emulator.translator.VectorInstruction.CipherRound;
import dev.ingot.emulator.translator.VectorInstruction.Duplicate;
import dev.ingot.emulator.translator.VectorInstruction.ElementToGeneral;
import dev.ingot.emulator.translator.VectorInstruction.GeneralToElement;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;

/** Emits Advanced SIMD on vector registers that are held as two longs each. */
final class VectorEmitter {
  private static final ClassDesc AES_ROUNDS = AesRounds.class.describeConstable().orElseThrow();

  private final RegionCode region;
  private final CodeBuilder code;
  private final LaneEmitter lanes;

  VectorEmitter(RegionCode region) {
    this.region = region;
    this.code = region.code;
    this.lanes = new LaneEmitter(region);
  }

  void emit(VectorInstruction instruction) {
    switch (instruction) {
      case Bitwise i -> bitwise(i);
      case Duplicate i -> duplicate(i);
      case GeneralToElement i ->
          insert(i.v(), i.elementLog2(), i.index(), () -> region.load(i.n()));
      case ElementToGeneral i -> elementToGeneral(i);
      case CipherRound i -> cipherRound(i);
      case LaneInstruction i -> lanes.emit(i);
    }
  }

  private void bitwise(Bitwise i) {
    bitwise(i, 0);
    if (i.whole()) {
      bitwise(i, 1);
    } else {
      code.lconst_0();
      region.storeHalf(2 * i.v() + 1);
    }
  }

  private void bitwise(Bitwise i, int half) {
    int d = 2 * i.v() + half;
    int n = 2 * i.n() + half;
    int m = 2 * i.m() + half;
    switch (i.operator()) {
      case AND -> {
        loadBoth(n, m);
        code.land();
      }
      case AND_NOT -> {
        loadBoth(n, m);
        invert();
        code.land();
      }
      case OR -> {
        loadBoth(n, m);
        code.lor();
      }
      case OR_NOT -> {
        loadBoth(n, m);
        invert();
        code.lor();
      }
      case EXCLUSIVE_OR -> {
        loadBoth(n, m);
        code.lxor();
      }
      case SELECT -> {
        loadBoth(m, n);
        code.lxor();
        region.loadHalf(d);
        code.land();
        region.loadHalf(m);
        code.lxor();
      }
      case INSERT_IF_TRUE -> insertWhere(d, n, m, false);
      case INSERT_IF_FALSE -> insertWhere(d, n, m, true);
    }
    region.storeHalf(d);
  }

  private void loadBoth(int first, int second) {
    region.loadHalf(first);
    region.loadHalf(second);
  }

  private void insertWhere(int d, int n, int m, boolean inverted) {
    loadBoth(d, n);
    code.lxor();
    region.loadHalf(m);
    if (inverted) {
      invert();
    }
    code.land();
    region.loadHalf(d);
    code.lxor();
  }

  private void invert() {
    region.constant(-1L);
    code.lxor();
  }

  private static long mask(int elementLog2) {
    return -1L >>> Long.SIZE - (Byte.SIZE << elementLog2);
  }

  /** The product with ones at the places of the elements has the element at each. */
  private void duplicate(Duplicate i) {
    long mask = mask(i.elementLog2());
    region.load(i.n());
    if (mask != -1) {
      region.constant(mask);
      code.land();
      region.constant(Long.divideUnsigned(-1L, mask));
      code.lmul();
    }
    if (i.whole()) {
      code.dup2();
    } else {
      code.lconst_0();
    }
    region.storeHalf(2 * i.v() + 1);
    region.storeHalf(2 * i.v());
  }

  /** Replaces an element by the low bits of a long. */
  void insert(int vector, int elementLog2, int index, Runnable pushValue) {
    int bit = index << elementLog2 + 3;
    int slot = 2 * vector + bit / Long.SIZE;
    long mask = mask(elementLog2);
    int shift = bit % Long.SIZE;
    if (mask == -1) {
      pushValue.run();
    } else {
      region.loadHalf(slot);
      region.constant(~(mask << shift));
      code.land();
      pushValue.run();
      region.constant(mask);
      code.land();
      region.constant(shift);
      code.lshl().lor();
    }
    region.storeHalf(slot);
  }

  private void elementToGeneral(ElementToGeneral i) {
    pushElement(i.v(), i.elementLog2(), i.index());
    region.store(i.d());
  }

  /** Pushes an element, zero extended. */
  void pushElement(int vector, int elementLog2, int index) {
    int bit = index << elementLog2 + 3;
    long mask = mask(elementLog2);
    region.loadHalf(2 * vector + bit / Long.SIZE);
    if (mask != -1) {
      region.constant(bit % Long.SIZE);
      code.lushr();
      region.constant(mask);
      code.land();
    }
  }

  private void cipherRound(CipherRound i) {
    int low = 2 * i.v();
    int high = low + 1;
    switch (i.step()) {
      case ENCRYPT -> substitute(i, "substituted");
      case DECRYPT -> substitute(i, "inverselySubstituted");
      case MIX_COLUMNS -> {
        mix(2 * i.n(), low, "mixed");
        mix(2 * i.n() + 1, high, "mixed");
      }
      case INVERSE_MIX_COLUMNS -> {
        mix(2 * i.n(), low, "inverselyMixed");
        mix(2 * i.n() + 1, high, "inverselyMixed");
      }
    }
  }

  /** The upper half of the result is what the lower one is with the halves exchanged. */
  private void substitute(CipherRound i, String method) {
    int low = 2 * i.v();
    int high = low + 1;
    for (int half = 0; half < 2; half++) {
      loadBoth(low + half, 2 * i.n() + half);
      code.lxor();
      region.storeHalf(low + half);
    }
    loadBoth(low, high);
    region.callBinary(AES_ROUNDS, method);
    loadBoth(high, low);
    region.callBinary(AES_ROUNDS, method);
    region.storeHalf(high);
    region.storeHalf(low);
  }

  private void mix(int from, int to, String method) {
    region.loadHalf(from);
    region.call(AES_ROUNDS, method, CD_long, CD_long);
    region.storeHalf(to);
  }
}
