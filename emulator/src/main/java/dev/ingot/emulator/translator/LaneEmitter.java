package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.translator.LaneInstruction.AddPairs;
import dev.ingot.emulator.translator.LaneInstruction.CountOnes;
import dev.ingot.emulator.translator.LaneInstruction.Reverse;
import dev.ingot.emulator.translator.LaneInstruction.Shift;
import dev.ingot.emulator.translator.LaneInstruction.Sum;
import dev.ingot.emulator.translator.LaneInstruction.TableLookup;
import dev.ingot.emulator.translator.LaneInstruction.ThreeSame;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.function.IntConsumer;

/** Emits {@link LaneInstruction}s, half a register at a time, by the methods of {@link Lanes}. */
final class LaneEmitter {
  private static final ClassDesc LANES = Lanes.class.describeConstable().orElseThrow();
  private static final int DOUBLEWORD = 3;

  /** Names of elements in the methods of {@link Lanes}, by log2 of their bytes. */
  private static final String[] ELEMENTS = {"Bytes", "Halfwords", "Words"};

  private final RegionCode region;
  private final CodeBuilder code;

  LaneEmitter(RegionCode region) {
    this.region = region;
    this.code = region.code;
  }

  void emit(LaneInstruction instruction) {
    switch (instruction) {
      case ThreeSame i -> eachHalf(i, half -> threeSame(i, half));
      case Shift i -> eachHalf(i, half -> shift(i, half));
      case Reverse i -> eachHalf(i, half -> reverse(i, half));
      case CountOnes i ->
          eachHalf(
              i,
              half -> {
                region.loadHalf(2 * i.n() + half);
                region.call(LANES, "countOnes", CD_long, CD_long);
              });
      case AddPairs i -> addPairs(i);
      case Sum i -> sum(i);
      case TableLookup i -> lookUp(i);
    }
  }

  /** Stores what {@code push} pushes for each half; of 64 bits the upper half becomes zero. */
  private void eachHalf(LaneInstruction i, IntConsumer push) {
    push.accept(0);
    region.storeHalf(2 * i.v());
    if (i.whole()) {
      push.accept(1);
    } else {
      code.lconst_0();
    }
    region.storeHalf(2 * i.v() + 1);
  }

  private void threeSame(ThreeSame i, int half) {
    region.loadHalf(2 * i.n() + half);
    region.loadHalf(2 * i.m() + half);
    boolean doubleword = i.elementLog2() == DOUBLEWORD;
    switch (i.operator()) {
      case ADD -> {
        if (doubleword) {
          code.ladd();
        } else {
          callWithSigns("add", i, CD_long, CD_long, CD_long);
        }
      }
      case SUBTRACT -> {
        if (doubleword) {
          code.lsub();
        } else {
          callWithSigns("subtract", i, CD_long, CD_long, CD_long);
        }
      }
      case COMPARE_EQUAL -> callWithSigns("equal", i, CD_long, CD_long, CD_long);
      case TEST_BITS -> {
        code.land();
        callWithSigns("nonZero", i, CD_long, CD_long);
      }
    }
  }

  private void callWithSigns(String method, ThreeSame i, ClassDesc... parameters) {
    region.constant(Lanes.signs(i.elementLog2()));
    region.call(LANES, method, CD_long, parameters);
  }

  private void shift(Shift i, int half) {
    int bits = Byte.SIZE << i.elementLog2();
    long element = -1L >>> Long.SIZE - bits;
    long shifted =
        i.amount() == bits ? 0 : i.left() ? element << i.amount() : element >>> i.amount();
    long kept = Lanes.repeated(shifted & element, i.elementLog2());
    if (kept == 0) {
      code.lconst_0();
    } else {
      region.loadHalf(2 * i.n() + half);
      region.constant(i.amount());
      if (i.left()) {
        code.lshl();
      } else {
        code.lushr();
      }
      region.constant(kept);
      code.land();
    }
    if (i.inserts()) {
      region.loadHalf(2 * i.v() + half);
      region.constant(~kept);
      code.land().lor();
    }
  }

  private void reverse(Reverse i, int half) {
    region.loadHalf(2 * i.n() + half);
    if (i.elementLog2() == 0 && i.containerLog2() == DOUBLEWORD) {
      region.call(ConstantDescs.CD_Long, "reverseBytes", CD_long, CD_long);
      return;
    }
    for (int size = i.elementLog2(); size < i.containerLog2(); size++) {
      region.call(LANES, "exchange" + ELEMENTS[size], CD_long, CD_long);
    }
  }

  /** Both halves before the first is stored: the target may be a source. */
  private void addPairs(AddPairs i) {
    if (i.whole()) {
      pushPairs(i, 2 * i.n(), 2 * i.n() + 1);
      pushPairs(i, 2 * i.m(), 2 * i.m() + 1);
    } else {
      pushPairs(i, 2 * i.n(), 2 * i.m());
      code.lconst_0();
    }
    region.storeHalf(2 * i.v() + 1);
    region.storeHalf(2 * i.v());
  }

  private void pushPairs(AddPairs i, int low, int high) {
    region.loadHalf(low);
    region.loadHalf(high);
    if (i.elementLog2() == DOUBLEWORD) {
      code.ladd();
    } else {
      region.callBinary(LANES, "addPairsOf" + ELEMENTS[i.elementLog2()]);
    }
  }

  private void sum(Sum i) {
    int resultBits = Byte.SIZE << i.elementLog2() + (i.wide() ? 1 : 0);
    pushSum(i, 0);
    if (i.whole()) {
      pushSum(i, 1);
      code.ladd();
    }
    region.constant(-1L >>> Long.SIZE - resultBits);
    code.land();
    region.storeHalf(2 * i.v());
    code.lconst_0();
    region.storeHalf(2 * i.v() + 1);
  }

  private void pushSum(Sum i, int half) {
    region.loadHalf(2 * i.n() + half);
    region.call(LANES, "sumOf" + ELEMENTS[i.elementLog2()], CD_long, CD_long);
  }

  /** Both halves before the first is stored: the target may be the table or hold the indices. */
  private void lookUp(TableLookup i) {
    pushLookUp(i, 0);
    if (i.whole()) {
      pushLookUp(i, 1);
    } else {
      code.lconst_0();
    }
    region.storeHalf(2 * i.v() + 1);
    region.storeHalf(2 * i.v());
  }

  private void pushLookUp(TableLookup i, int half) {
    region.loadHalf(2 * i.m() + half);
    region.loadHalf(2 * i.n());
    region.loadHalf(2 * i.n() + 1);
    region.call(LANES, "lookUp", CD_long, CD_long, CD_long, CD_long);
  }
}
