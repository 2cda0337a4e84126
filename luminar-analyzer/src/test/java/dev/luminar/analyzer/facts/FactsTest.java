package dev.luminar.analyzer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.analyzer.Compiled;
import dev.luminar.plan.Capture;
import java.util.Arrays;
import java.util.List;
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
