package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * PMULL, PMULL2: polynomial products of bytes, and of 64-bit elements where FEAT_PMULL is
 * implemented.
 */
enum SimdPolynomialLong implements Executor {
  BYTES,
  DOUBLEWORDS;

  static void addTo(FormList forms) {
    forms.add("PMULL (8-bit)", "0x0 01110 00 1 xxxxx 111000 xxxxx xxxxx", Feature.ASIMD, BYTES);
    forms.add(
        "PMULL (64-bit)", "0x0 01110 11 1 xxxxx 111000 xxxxx xxxxx", Feature.PMULL, DOUBLEWORDS);
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int half = ElementSizes.isFull(op) ? 1 : 0;
    long a = cpu.v[2 * op.rn + half];
    long b = cpu.v[2 * op.rm + half];
    VectorValue result = new VectorValue();
    if (this == DOUBLEWORDS) {
      result.low = PolynomialProduct.low64(a, b);
      result.high = PolynomialProduct.high64(a, b);
    } else {
      for (int i = 0; i < Long.BYTES; i++) {
        result.lane(i, 1, PolynomialProduct.of8(a >>> (8 * i), b >>> (8 * i)));
      }
    }
    result.write(cpu, op.rd);
  }
}
