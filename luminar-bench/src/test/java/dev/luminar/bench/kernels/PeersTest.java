package dev.luminar.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.bench.measure.Settings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final Settings SETTINGS = new Settings(OptionalInt.empty(), true, "", true);

  @Test
  void allComputeTheSame() throws IOException {
    // A kernel that is fast because it computes something else would win.
    try (Peers peers = Peers.open(SETTINGS);
        Arena arena = Arena.ofShared()) {
      Cases cases = new Cases(arena);
      for (int elements : new int[] {1, 7, 8, 1000, 70_001}) {
        for (KernelCase kernel :
            List.of(
                cases.dot(elements),
                cases.triad(elements),
                cases.histogram(elements),
                cases.histogramNaive(elements),
                cases.prefix(elements),
                cases.steps(elements, 3),
                cases.scale(elements),
                cases.roots("roots", elements),
                cases.rootsChecked(elements))) {
          Agreement.check(kernel, peers.all());
        }
      }
      Agreement.check(cases.mandelbrot(13, 7), peers.all());
      Agreement.check(cases.matmul(37), peers.all());
      Agreement.check(cases.stencil(19, 11, 6), peers.all());
    }
  }

  @Test
  void bothTargetsHaveOursAndPeers() throws IOException {
    // A row of the table would be missing without a word.
    try (Peers peers = Peers.open(SETTINGS)) {
      assertThat(peers.all())
          .extracting(Implementation::key)
          .contains("c luminar", "c pthreads", "c loop")
          .contains("jvm luminar", "jvm java-threads", "jvm java-loop");
    }
  }

  @Test
  void aWrongResultIsNoticed() {
    // The check would pass whatever is computed.
    ArrayKernels wrong =
        (ArrayKernels)
            Proxy.newProxyInstance(
                ArrayKernels.class.getClassLoader(),
                new Class<?>[] {ArrayKernels.class},
                (proxy, method, arguments) ->
                    method.getReturnType() == double.class
                        ? (Object) 0.0
                        : method.getReturnType() == long.class ? (Object) 0L : null);
    List<Implementation> both =
        List.of(Implementation.of("loop", new JavaLoop()), Implementation.of("wrong", wrong));
    try (Arena arena = Arena.ofShared()) {
      Cases cases = new Cases(arena);
      for (KernelCase kernel :
          List.of(
              cases.dot(100),
              cases.triad(100),
              cases.mandelbrot(9, 5),
              cases.histogram(50),
              cases.matmul(3),
              cases.stencil(5, 5, 2),
              cases.steps(8, 2))) {
        assertThatThrownBy(() -> Agreement.check(kernel, both))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("wrong");
      }
    }
  }

  @Test
  void handWrittenThreadsLoseNoElement() {
    // A peer that skips elements at the seams of its parts would be too fast.
    double[] xs = new double[65_536 + 13];
    java.util.Arrays.fill(xs, 1);
    for (int threads : new int[] {1, 2, 3, 7}) {
      assertThat(new JavaThreads(threads).dot(xs, xs)).isEqualTo(xs.length);
    }
  }
}
