package dev.luminar.bench.kernels;

import dev.luminar.bench.measure.Contender;
import dev.luminar.bench.measure.Interleaved;
import dev.luminar.bench.measure.Pace;
import dev.luminar.bench.measure.Row;
import dev.luminar.bench.measure.Samples;
import dev.luminar.bench.measure.Settings;
import dev.luminar.bench.measure.Suite;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Kernels that need no runtime, on both targets, beside hand-written C and hand-written Java. All
 * run in one process, in turn, on the same data; calls go from Java, on target c without copying.
 */
public final class BareMetalSuite implements Suite {
  private static final String NAME = "bare-metal";
  private static final int RUNS = 7;
  private static final int WARM_UP_CALLS = 3;
  private static final long WARM_UP_NANOS = 500_000_000;
  private static final long SAMPLE_NANOS = 20_000_000;

  /** Longer than the threads of an OpenMP team spin after a region by default. */
  private static final long SETTLE_MILLIS = 30;

  /** A peer that is slower than a simpler one by more is not what a careful person writes. */
  private static final double PEER_SLACK = 1.1;

  /** Results go here, so that no compiler can leave out the work. */
  private volatile double sink;

  /** Makes the suite. */
  public BareMetalSuite() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "dot product, triad, mandelbrot beside pthreads, OpenMP and Java threads";
  }

  @Override
  public List<Row> run(Settings settings) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Peers peers = Peers.open(settings)) {
      for (CaseMaker maker : cases(settings.isSmall())) {
        try (Arena arena = Arena.ofShared()) {
          KernelCase kernel = maker.make(arena);
          Agreement.check(kernel, peers.all());
          rows.addAll(measure(kernel, peers.all(), settings));
        }
      }
    }
    return rows;
  }

  /** Makes a case whose native memory lives as long as the arena: one case's at a time. */
  private interface CaseMaker {
    KernelCase make(Arena arena);
  }

  /**
   * The dot product of so few elements that it shows what a call costs comes last: what the JIT
   * compiler learns from it would not suit the others.
   */
  private static List<CaseMaker> cases(boolean isSmall) {
    int large = isSmall ? 70_000 : 10_000_000;
    return List.of(
        arena -> new Dot(Buffers.of(4096, arena)),
        arena -> new Dot(Buffers.of(large, arena)),
        arena -> new Triad(Buffers.of(large, arena)),
        arena -> isSmall ? new Mandelbrot(50, 40, arena) : new Mandelbrot(1000, 800, arena),
        arena -> new Dot(Buffers.of(8, arena)));
  }

  private List<Row> measure(KernelCase kernel, List<Implementation> all, Settings settings) {
    List<Contender> contenders =
        all.stream().map(one -> new Contender(one.key(), () -> sink = one.run(kernel))).toList();
    Map<String, Samples> nanos = Interleaved.measure(contenders, pace(settings));
    double unit = kernel.unit().equals("us") ? 1e3 : 1e6;
    List<Row> rows = new ArrayList<>();
    for (Implementation ours : all) {
      for (Implementation peer : all) {
        if (ours.isOurs() && isBeside(ours, peer)) {
          rows.add(
              new Row(
                  NAME,
                  kernel.name(),
                  ours.target(),
                  nanos.get(ours.key()).map(value -> value / unit),
                  kernel.unit(),
                  peer.isOurs() ? peer.name() + "-" + peer.target() : peer.name(),
                  nanos.get(peer.key()).map(value -> value / unit),
                  OptionalDouble.empty()));
        }
      }
    }
    if (!settings.isSmall()) {
      judgePeers(kernel, nanos);
    }
    return rows;
  }

  /** A target stands beside its peers; bytecode also beside our own C. */
  private static boolean isBeside(Implementation ours, Implementation peer) {
    return peer.isOurs()
        ? ours.target().equals("jvm") && peer.target().equals("c")
        : ours.target().equals(peer.target());
  }

  private static Pace pace(Settings settings) {
    int runs = settings.runs().orElse(settings.isSmall() ? Settings.RUNS_MIN : RUNS);
    return settings.isSmall()
        ? new Pace(runs, 1, 0, 0, () -> {})
        : new Pace(runs, WARM_UP_CALLS, WARM_UP_NANOS, SAMPLE_NANOS, BareMetalSuite::settle);
  }

  private static void settle() {
    try {
      Thread.sleep(SETTLE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says on stderr which hand-written peer is no fair one. */
  private static void judgePeers(KernelCase kernel, Map<String, Samples> nanos) {
    for (String[] pair :
        List.of(
            new String[] {"c pthreads", "c loop"},
            new String[] {"c pthreads", "c openmp-gcc"},
            new String[] {"jvm java-threads", "jvm java-loop"})) {
      Samples peer = nanos.get(pair[0]);
      Samples simpler = nanos.get(pair[1]);
      if (peer != null && simpler != null && peer.median() > PEER_SLACK * simpler.median()) {
        System.err.printf(
            "bare-metal: %s: the peer %s takes %.2f times as long as %s: mend it before the ratio"
                + " counts%n",
            kernel.name(), pair[0], peer.median() / simpler.median(), pair[1]);
      }
    }
  }
}
