package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Form;
import java.util.List;

/**
 * The instruction rows of this package: scalar floating point, Advanced SIMD and the cryptographic
 * extension.
 */
public final class FpForms {
  private FpForms() {}

  /**
   * Every form, in no particular order; where two match a word the one with more fixed bits is
   * meant.
   */
  public static List<Form> all() {
    FormList forms = new FormList();
    FpTwoSource.addTo(forms);
    FpThreeSource.addTo(forms);
    FpOneSource.addTo(forms);
    FpPrecision.addTo(forms);
    FpCompare.addTo(forms);
    FpIntegerConversion.addTo(forms);
    FpMove.addTo(forms);
    SimdThreeSame.addTo(forms);
    SimdLogical.addTo(forms);
    SimdFpThreeSame.addTo(forms);
    SimdTwoRegister.addTo(forms);
    SimdTwoRegisterWidth.addTo(forms);
    SimdFpTwoRegister.addTo(forms);
    SimdReduce.addTo(forms);
    SimdShiftImmediate.addTo(forms);
    SimdShiftWidth.addTo(forms);
    SimdModifiedImmediate.addTo(forms);
    SimdThreeDifferent.addTo(forms);
    SimdPolynomialLong.addTo(forms);
    SimdByElement.addTo(forms);
    SimdFpByElement.addTo(forms);
    SimdThreeSameExtra.addTo(forms);
    SimdCopy.addTo(forms);
    SimdPermute.addTo(forms);
    FpLoadStore.addTo(forms);
    FpLoadStorePair.addTo(forms);
    SimdLoadStoreMultiple.addTo(forms);
    SimdLoadStoreSingle.addTo(forms);
    Aes.addTo(forms);
    Sha1.addTo(forms);
    Sha256.addTo(forms);
    Sha512.addTo(forms);
    Sha3.addTo(forms);
    return forms.toList();
  }
}
