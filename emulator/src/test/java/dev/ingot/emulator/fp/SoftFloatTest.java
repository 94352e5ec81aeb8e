package dev.ingot.emulator.fp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The integer arithmetic against the host's, which IEEE 754 and the Java language bind to one
 * result.
 */
class SoftFloatTest {
  private static final int CASES = 20_000;
  private static final int TOWARDS_ZERO = 3 << 22;

  private final SplittableRandom random = new SplittableRandom(1);
  private final FpEnvironment nearest = new FpEnvironment(0, 0);

  /** Any number: finite, and as often tiny, huge or close to one. */
  private double anyDouble() {
    while (true) {
      long bits = random.nextLong();
      if (random.nextBoolean()) {
        bits = bits & 0x800f_ffff_ffff_ffffL | (1023L + random.nextInt(-60, 60)) << 52;
      }
      double value = Double.longBitsToDouble(bits);
      if (Double.isFinite(value)) {
        return value;
      }
    }
  }

  private float anyFloat() {
    while (true) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        return value;
      }
    }
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value) & 0xffff_ffffL;
  }

  @Test
  void sumsAreThoseOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      double a = anyDouble();
      double b = anyDouble();
      assertThat(SoftFloat.add(FpFormat.DOUBLE, bits(a), bits(b), nearest))
          .as("%a + %a", a, b)
          .isEqualTo(bits(a + b));
    }
  }

  @Test
  void productsAreThoseOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      float a = anyFloat();
      float b = anyFloat();
      assertThat(SoftFloat.multiply(FpFormat.SINGLE, bits(a), bits(b), nearest))
          .as("%a * %a", a, b)
          .isEqualTo(bits(a * b));
    }
  }

  @Test
  void quotientsAreThoseOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      double a = anyDouble();
      double b = anyDouble();
      assertThat(SoftFloat.divide(FpFormat.DOUBLE, bits(a), bits(b), nearest))
          .as("%a / %a", a, b)
          .isEqualTo(bits(a / b));
    }
  }

  @Test
  void squareRootsAreThoseOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      double a = Math.abs(anyDouble());
      assertThat(SoftFloat.squareRoot(FpFormat.DOUBLE, bits(a), nearest))
          .as("sqrt %a", a)
          .isEqualTo(bits(Math.sqrt(a)));
    }
  }

  @Test
  void fusedMultiplyAddsAreThoseOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      double a = anyDouble();
      double b = anyDouble();
      double c = random.nextBoolean() ? anyDouble() : -(a * b);
      if (Double.isFinite(c)) {
        assertThat(SoftFloat.multiplyAdd(FpFormat.DOUBLE, bits(c), bits(a), bits(b), nearest))
            .as("%a * %a + %a", a, b, c)
            .isEqualTo(bits(Math.fma(a, b, c)));
      }
    }
  }

  @Test
  void halfPrecisionIsThatOfTheHost() {
    for (int i = 0; i < CASES; i++) {
      float a = anyFloat();
      assertThat(FpConversion.convert(FpFormat.SINGLE, FpFormat.HALF, bits(a), nearest))
          .as("half of %a", a)
          .isEqualTo(Float.floatToFloat16(a) & 0xffffL);
    }
  }

  @Test
  void aQuotientRoundedTowardsZeroIsTheExactOneCutOff() {
    MathContext cut = new MathContext(40, RoundingMode.DOWN);
    FpEnvironment environment = new FpEnvironment(TOWARDS_ZERO, 0);
    for (int i = 0; i < 2_000; i++) {
      double a = random.nextDouble(1, 2);
      double b = random.nextDouble(1, 2);
      BigDecimal exact = new BigDecimal(a).divide(new BigDecimal(b), cut);
      long quotient = SoftFloat.divide(FpFormat.DOUBLE, bits(a), bits(b), environment);
      double below = Double.longBitsToDouble(quotient);
      assertThat(new BigDecimal(below)).isLessThanOrEqualTo(exact);
      assertThat(new BigDecimal(Math.nextUp(below))).isGreaterThan(exact);
    }
  }

  @Test
  void onlyARoundedSumIsInexact() {
    FpEnvironment exact = new FpEnvironment(0, 0);
    SoftFloat.add(FpFormat.DOUBLE, bits(1.0), bits(0x1p-52), exact);
    FpEnvironment rounded = new FpEnvironment(0, 0);
    SoftFloat.add(FpFormat.DOUBLE, bits(1.0), bits(0x1p-53), rounded);
    assertThat(exact.raised()).isZero();
    assertThat(rounded.raised()).isEqualTo(FpEnvironment.IXC);
  }
}
