package dev.luminar.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luminar.bench.measure.Settings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final Settings SETTINGS = new Settings(OptionalInt.empty(), true, true);

  @Test
  void allComputeTheSame() throws IOException {
    // A kernel that is fast because it computes something else would win.
    try (Peers peers = Peers.open(SETTINGS);
        Arena arena = Arena.ofShared()) {
      for (int elements : new int[] {1, 7, 8, 1000, 70_001}) {
        Agreement.check(new Dot(Buffers.of(elements, arena)), peers.all());
        Agreement.check(new Triad(Buffers.of(elements, arena)), peers.all());
      }
      Agreement.check(new Mandelbrot(13, 7, arena), peers.all());
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
        new ArrayKernels() {
          @Override
          public double dot(double[] xs, double[] ys) {
            return 0;
          }

          @Override
          public void triad(double[] as, double[] bs, double[] cs, double s) {}

          @Override
          public long mandelbrot(int[] steps, long width, long height, int limit) {
            return 0;
          }
        };
    List<Implementation> both =
        List.of(Implementation.of("loop", new JavaLoop()), Implementation.of("wrong", wrong));
    try (Arena arena = Arena.ofShared()) {
      Buffers buffers = Buffers.of(100, arena);
      for (KernelCase kernel :
          List.of(new Dot(buffers), new Triad(buffers), new Mandelbrot(9, 5, arena))) {
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
