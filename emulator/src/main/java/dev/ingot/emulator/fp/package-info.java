/**
 * Scalar floating point, Advanced SIMD and the cryptographic instructions of A64.
 *
 * <p>{@link dev.ingot.emulator.fp.FpForms} is the way in. An enum or class serves one encoding
 * group of the Arm ARM (C4.1, Data processing: Scalar Floating-Point and Advanced SIMD); {@code
 * FpUnit} and {@code SoftFloat} compute, {@code FpEnvironment} carries FPCR in and FPSR flags out.
 */
package dev.ingot.emulator.fp;
