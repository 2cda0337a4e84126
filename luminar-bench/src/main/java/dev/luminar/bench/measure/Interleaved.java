package dev.luminar.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures contenders in turn: one sample of each, then the next round, so that a machine that
 * slows down or speeds up meets all of them alike. Every second round goes backwards, so that no
 * contender always follows the same one.
 */
public final class Interleaved {
  private static final long REPEATS_MAX = 100_000_000;

  private final List<Contender> contenders;
  private final Pace pace;

  private Interleaved(List<Contender> contenders, Pace pace) {
    this.contenders = contenders;
    this.pace = pace;
  }

  /** Returns the nanoseconds of one call, a value for each round, by the contenders' names. */
  public static Map<String, Samples> measure(List<Contender> contenders, Pace pace) {
    requireNonNull(contenders, "contenders");
    requireNonNull(pace, "pace");
    return new Interleaved(contenders, pace).measure();
  }

  private Map<String, Samples> measure() {
    contenders.forEach(this::warmUp);
    long[] repeats = contenders.stream().mapToLong(this::repeats).toArray();
    double[][] nanos = new double[contenders.size()][pace.runs()];
    for (int round = 0; round < pace.runs(); round++) {
      for (int k = 0; k < nanos.length; k++) {
        int turn = round % 2 == 0 ? k : nanos.length - 1 - k;
        pace.settle().run();
        nanos[turn][round] = time(contenders.get(turn), repeats[turn]) / (double) repeats[turn];
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    for (int k = 0; k < nanos.length; k++) {
      if (samples.put(contenders.get(k).name(), Samples.of(nanos[k])) != null) {
        throw new IllegalArgumentException("two contenders named " + contenders.get(k).name());
      }
    }
    return samples;
  }

  private void warmUp(Contender contender) {
    long start = System.nanoTime();
    int calls = 0;
    while (calls < pace.warmUpCalls() || System.nanoTime() - start < pace.warmUpNanos()) {
      contender.call().run();
      calls++;
    }
  }

  /** Doubles the repetitions until they last long enough. */
  private long repeats(Contender contender) {
    long repeats = 1;
    while (pace.sampleNanos() > 0
        && repeats < REPEATS_MAX
        && time(contender, repeats) < pace.sampleNanos()) {
      repeats *= 2;
    }
    return repeats;
  }

  private static long time(Contender contender, long repeats) {
    Runnable call = contender.call();
    long start = System.nanoTime();
    for (long k = 0; k < repeats; k++) {
      call.run();
    }
    return System.nanoTime() - start;
  }
}
