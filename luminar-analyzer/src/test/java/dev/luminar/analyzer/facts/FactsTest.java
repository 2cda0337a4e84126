package dev.luminar.analyzer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Compiled;
import dev.luminar.plan.Capture;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FactsTest {
  private static FunctionFacts function(String name, String text) {
    return ProgramFacts.of(Compiled.program("program p;\n" + text)).function(name).orElseThrow();
  }

  @Test
  void componentsComeCalleesFirst() {
    // A caller is judged before what it calls is known.
    int[][] edges = {{1}, {2, 3}, {1}, {}, {0, 4}};
    List<int[]> components = Tarjan.components(edges);
    assertThat(components.stream().map(Arrays::toString).map(s -> s.replaceAll("[^0-9,]", "")))
        .hasSize(4);
    assertThat(components.get(0)).containsExactly(3);
    assertThat(components.get(1)).containsExactlyInAnyOrder(1, 2);
    assertThat(components.get(2)).containsExactly(0);
    assertThat(components.get(3)).containsExactly(4);
  }

  @Test
  void aLongChainOfCallsNeedsNoStack() {
    // A generated program with a long chain of calls ends in a stack overflow.
    int size = 300_000;
    var edges = new int[size][];
    for (int i = 0; i < size; i++) {
      edges[i] = i + 1 < size ? new int[] {i + 1} : new int[0];
    }
    assertThat(Tarjan.components(edges)).hasSize(size);
  }

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

  @Test
  void effectsTravelThroughCalls() {
    // An expression calls a function that writes three calls further down.
    String text =
        "extern fn log(n: i64) writes;\nfn a(n: i64) -> i64 { log(n); return n; }\n"
            + "fn b(n: i64) -> i64 { let r = call a(n); return r; }\n"
            + "fn c(n: i64) -> i64 { let r = call b(n); return r; }\n"
            + "fn d(xs: i64[]) -> i64 { return xs[0]; }\nfn e(xs: i64[]) { xs[0] = 1; }\n"
            + "fn g(xs: i64[], ys: i64[]) { e(ys); }\n"
            + "fn own() -> i64 { buffer t: i64[4]; e(t); return t[0]; }\n";
    assertThat(function("c", text).isPure()).isFalse();
    assertThat(function("c", text).has(Effect.EXTERN_WRITES)).isTrue();
    assertThat(function("d", text).isPure()).isTrue();
    assertThat(function("d", text).uses(0, ParameterUse.READ)).isTrue();
    assertThat(function("g", text).uses(0, ParameterUse.WRITE)).isFalse();
    assertThat(function("g", text).uses(1, ParameterUse.WRITE)).isTrue();
    assertThat(function("own", text).isPure()).isTrue();
  }

  @Test
  void channelsOfItsOwnAreNoEffect() {
    // A function that hides its channels cannot be called in a parallel block.
    String text =
        "fn hidden(n: i64) { concurrent { channel c: i64 (capacity = 1); task { put(c); close(c); }"
            + " task { for x from c { } } } }\nfn put(c: chan<i64>) { send(c, 1); }\n"
            + "fn open(c: chan<i64>) { concurrent { task { put(c); } } }\n";
    assertThat(function("hidden", text).has(Effect.CHANNELS)).isFalse();
    assertThat(function("put", text).has(Effect.CHANNELS)).isTrue();
    assertThat(function("open", text).has(Effect.CHANNELS)).isTrue();
    assertThat(function("put", text).uses(0, ParameterUse.SEND)).isTrue();
  }

  @Test
  void recursionIsFound() {
    // A cycle of functions that wait is lowered without end.
    String text =
        "fn a(n: i64) { if n > 0 { b(n - 1); } }\nfn b(n: i64) { a(n); }\nfn c(n: i64) { a(n); }\n";
    assertThat(function("a", text).isRecursive()).isTrue();
    assertThat(function("a", text).component()).isEqualTo(function("b", text).component());
    assertThat(function("c", text).isRecursive()).isFalse();
  }

  @Test
  void capturesAreWhatComesFromOutside() {
    // A task does not get a value that it uses, or gets one that it does not.
    var region =
        Compiled.analyzed(
                "program p;\nexport fn f(xs: i64[], ys: i64[], n: i64, unused: i64) {\n"
                    + "  atomic hits: i64 = 0;\n  let k = n + 1;\n"
                    + "  parallel(i in 0..<n) { let own = k; ys[i] = xs[i] + own; hits.add(1); }\n}\n")
            .regions()
            .getFirst();
    assertThat(region.captures())
        .extracting(RegionCapture::name, RegionCapture::access)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("k", Capture.Access.READ_ONLY),
            org.assertj.core.groups.Tuple.tuple("ys", Capture.Access.DISJOINT_WRITE),
            org.assertj.core.groups.Tuple.tuple("xs", Capture.Access.READ_ONLY),
            org.assertj.core.groups.Tuple.tuple("hits", Capture.Access.ATOMIC));
  }

  @Test
  void eachTaskHasItsOwnCaptures() {
    // Every task of a block gets the captures of all.
    var region =
        Compiled.analyzed(
                "program p;\nexport fn f(xs: i64[], n: i64, m: i64) {\n  concurrent {\n"
                    + "    task { xs[0] = n; }\n    let k = m;\n    task(j in 0..<3) { let y = k + j; }\n  }\n}\n")
            .regions()
            .getFirst();
    assertThat(region.tasks().get(0).captures())
        .extracting(RegionCapture::name)
        .containsExactly("xs", "n");
    assertThat(region.tasks().get(1).captures())
        .extracting(RegionCapture::name)
        .containsExactly("k");
    assertThat(region.tasks().get(1).count()).hasValue(3);
    assertThat(region.captures()).extracting(RegionCapture::name).containsExactly("xs", "n", "m");
  }
}
