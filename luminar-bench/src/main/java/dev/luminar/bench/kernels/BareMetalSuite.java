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

/**
 * Kernels that need no runtime, on both targets, beside hand-written C and hand-written Java. All
 * run in one process, in turn, on the same data; calls go from Java, on target c without copying.
 */
public final class BareMetalSuite implements Suite {
  static final String NAME = "bare-metal";
  private static final int RUNS = 7;
  private static final int WARM_UP_CALLS = 3;
  private static final long WARM_UP_NANOS = 500_000_000;
  private static final long SAMPLE_NANOS = 20_000_000;

  /** Longer than the threads of an OpenMP team spin after a region by default: clang's, 200 ms. */
  private static final long SETTLE_MILLIS = 250;

  /** A peer that is slower than a simpler one by more is not the one to be held against. */
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
    return "kernels beside pthreads, OpenMP, oneTBB, Java threads and parallel streams";
  }

  @Override
  public List<Row> run(Settings settings) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Peers peers = Peers.open(settings)) {
      for (Cases.Maker maker : Cases.all(settings.isSmall())) {
        try (Arena arena = Arena.ofShared()) {
          KernelCase kernel = maker.make(new Cases(arena));
          if (kernel.name().contains(settings.only())) {
            Agreement.check(kernel, peers.all());
            rows.addAll(measure(kernel, peers.all(), settings));
          }
        }
      }
    }
    rows.addAll(PassiveOpenMp.rows(settings));
    return rows;
  }

  private List<Row> measure(KernelCase kernel, List<Implementation> all, Settings settings) {
    List<Contender> contenders = new ArrayList<>();
    all.forEach(one -> contenders.add(contender(one.key(), one, kernel)));
    kernel
        .reference()
        .ifPresent(reference ->
            all.stream()
                .filter(Implementation::isOurs)
                .forEach(ours ->
                    contenders.add(
                        contender(key(ours, reference.name()), ours, reference.kernel()))));
    Map<String, Samples> nanos = Interleaved.measure(contenders, pace(settings));
    List<Row> rows = new ArrayList<>();
    for (Implementation ours : all) {
      if (!ours.isOurs()) {
        continue;
      }
      for (Implementation peer : all) {
        if (isBeside(ours, peer)) {
          String name = peer.isOurs() ? peer.name() + "-" + peer.target() : peer.name();
          rows.add(row(kernel, ours, name, nanos.get(ours.key()), nanos.get(peer.key())));
        }
      }
      kernel
          .reference()
          .ifPresent(reference ->
              rows.add(
                  row(
                      kernel,
                      ours,
                      reference.name(),
                      nanos.get(ours.key()),
                      nanos.get(key(ours, reference.name())))));
    }
    if (!settings.isSmall()) {
      judgePeers(kernel, nanos);
    }
    return rows;
  }

  private Contender contender(String key, Implementation implementation, KernelCase kernel) {
    return new Contender(key, () -> sink = implementation.run(kernel));
  }

  private static String key(Implementation ours, String reference) {
    return ours.target() + " " + reference;
  }

  private static Row row(
      KernelCase kernel, Implementation ours, String peer, Samples nanos, Samples peerNanos) {
    double unit = kernel.unit().equals("us") ? 1e3 : 1e6;
    return new Row(
        NAME,
        kernel.name(),
        ours.target(),
        nanos.map(value -> value / unit),
        kernel.unit(),
        peer,
        peerNanos.map(value -> value / unit),
        kernel.bound(ours.target(), peer));
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

  /** Says on stderr where the hand-written peer is not the best. */
  private static void judgePeers(KernelCase kernel, Map<String, Samples> nanos) {
    for (String[] pair :
        List.of(
            new String[] {"c pthreads", "c loop"},
            new String[] {"c pthreads", "c openmp-gcc"},
            new String[] {"c pthreads", "c openmp-clang"},
            new String[] {"jvm java-threads", "jvm java-loop"})) {
      Samples peer = nanos.get(pair[0]);
      Samples simpler = nanos.get(pair[1]);
      if (peer != null && simpler != null && peer.median() > PEER_SLACK * simpler.median()) {
        System.err.printf(
            "bare-metal: %s: the peer %s takes %.2f times as long as %s, which is the one that counts%n",
            kernel.name(), pair[0], peer.median() / simpler.median(), pair[1]);
      }
    }
  }
}
