package dev.luminar.analyzer.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolyTest {
  @Test
  void polynomialsComputeLikeNumbers() {
    // An index is taken for another one, and a race is proven away.
    var random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      long x = random.nextInt(100) - 50;
      long y = random.nextInt(100) - 50;
      long[] c = random.longs(6, -20, 20).toArray();
      Poly left = sum(c[0], c[1], c[2]);
      Poly right = sum(c[3], c[4], c[5]);
      long l = c[0] + c[1] * x + c[2] * y;
      long r = c[3] + c[4] * x + c[5] * y;
      assertThat(value(Objects.requireNonNull(left.plus(right)), x, y)).isEqualTo(l + r);
      assertThat(value(Objects.requireNonNull(left.minus(right)), x, y)).isEqualTo(l - r);
      Poly product = Objects.requireNonNull(left.times(right));
      assertThat(value(product, x, y)).isEqualTo(l * r);
      if (!product.hasSquare(1)) {
        Poly again =
            Objects.requireNonNull(
                Objects.requireNonNull(product.coefficientOf(1).times(Poly.symbol(1)))
                    .plus(product.without(1)));
        assertThat(again).isEqualTo(product);
      }
    }
  }

  private static Poly sum(long constant, long x, long y) {
    Poly a = Objects.requireNonNull(Poly.constant(constant));
    Poly b = Objects.requireNonNull(Objects.requireNonNull(Poly.constant(x)).times(Poly.symbol(1)));
    Poly c = Objects.requireNonNull(Objects.requireNonNull(Poly.constant(y)).times(Poly.symbol(2)));
    return Objects.requireNonNull(Objects.requireNonNull(a.plus(b)).plus(c));
  }

  private static long value(Poly poly, long x, long y) {
    // Products of symbols are beyond substitution, so they are taken apart by hand.
    long sum = poly.constant();
    for (int s = 1; s <= 2; s++) {
      long at = s == 1 ? x : y;
      if (poly.hasSquare(s)) {
        sum += squareOf(poly, s) * at * at;
      }
    }
    Poly linear = poly;
    sum += linearOf(linear, 1) * x + linearOf(linear, 2) * y + mixedOf(linear) * x * y;
    return sum;
  }

  private static long squareOf(Poly poly, int s) {
    // coefficientOf(s) of s*s is the symbol itself times its factor
    return linearOf(poly.coefficientOf(s), s);
  }

  private static long linearOf(Poly poly, int s) {
    return poly.coefficientOf(s).constant();
  }

  private static long mixedOf(Poly poly) {
    return linearOf(poly.coefficientOf(1), 2);
  }

  @Test
  void coefficientsThatAreTooLargeAreUnknown() {
    // An index whose products wrap around is taken for one that does not.
    Poly large = Objects.requireNonNull(Poly.constant(Poly.COEFFICIENT_MAX));
    Poly more = Objects.requireNonNull(large.times(Poly.symbol(1)));
    assertThat(more.times(Objects.requireNonNull(Poly.constant(2)))).isNull();
    assertThat(Poly.constant(Long.MIN_VALUE)).isNull();
    Poly square = Objects.requireNonNull(Poly.symbol(1).times(Poly.symbol(1)));
    Poly fourth = Objects.requireNonNull(square.times(square));
    assertThat(fourth.times(Poly.symbol(1))).isNull();
  }
}
