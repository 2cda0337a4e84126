package dev.luminar.testkit.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.testkit.interpreter.BruteForce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Generated loops, judged by the analyzer and by all pairs of accesses at small sizes. {@code
 * -Dluminar.races.loops=N} makes that many, {@code -Dluminar.races.seed=N} makes others.
 */
class RaceGeneratorTest {
  private static final int LOOPS = Integer.getInteger("luminar.races.loops", 1_000);
  private static final long SEED = Long.getLong("luminar.races.seed", 20_261_128L);
  private static final int CALLS_MAX = 48;

  /** Refused safe loops that are shown. */
  private static final int SHOWN_MAX = 40;

  @Test
  void verdictsAgreeWithAllPairs() {
    // A racy loop is accepted, more than one in twenty of the safe ones is refused, or a witness is
    // shown that cannot happen.
    var random = new Random(SEED);
    var generator = new LoopGenerator(random);
    Set<String> bodies = new LinkedHashSet<>();
    while (bodies.size() < LOOPS) {
      bodies.add(generator.next());
    }
    int racy = 0;
    int proven = 0;
    int guarded = 0;
    int calls = 0;
    int passes = 0;
    int serialButSafe = 0;
    List<String> refused = new ArrayList<>();
    for (String body : bodies) {
      Loops.Judged judged = Loops.judge(body);
      GuardProbe probe =
          judged.verdict() == Loops.Verdict.GUARDED
              ? new GuardProbe(judged.analyzed().orElseThrow())
              : null;
      boolean clashes = false;
      for (Loops.Arguments arguments : Loops.arguments(body, random, CALLS_MAX)) {
        Optional<BruteForce.Clash> clash = Loops.clash(judged, arguments);
        clashes |= clash.isPresent();
        boolean isParallel =
            judged.verdict() != Loops.Verdict.REFUSED && (probe == null || probe.passes(arguments));
        calls += probe == null ? 0 : 1;
        passes += probe != null && isParallel ? 1 : 0;
        serialButSafe += probe != null && !isParallel && clash.isEmpty() ? 1 : 0;
        if (isParallel) {
          assertThat(clash).as("seed %s: %s with %s", SEED, body, arguments).isEmpty();
        }
      }
      racy += clashes ? 1 : 0;
      if (judged.verdict() == Loops.Verdict.REFUSED) {
        if (!clashes && judged.messages().toString().contains("LUM3060")) {
          assertThat(witnessed(judged))
              .as("seed %s: %s of %s cannot happen", SEED, judged.messages(), body)
              .isTrue();
          clashes = true;
          racy++;
        }
        if (!clashes) {
          refused.add(body);
        }
      } else if (!clashes) {
        proven += probe == null ? 1 : 0;
        guarded += probe == null ? 0 : 1;
      }
    }
    int safe = proven + guarded + refused.size();
    System.out.printf(
        "races: seed %d, %d loops: %d racy for some arguments; %d safe: %d proven, %d guarded,"
            + " %d refused (%.1f %%); of %d calls of guarded loops %d ran in parallel, %d in order"
            + " without need%n",
        SEED,
        LOOPS,
        racy,
        safe,
        proven,
        guarded,
        refused.size(),
        100.0 * refused.size() / safe,
        calls,
        passes,
        serialButSafe);
    refused.stream().limit(SHOWN_MAX).forEach(body -> System.out.println("  refused: " + body));
    assertThat(racy).isGreaterThan(LOOPS / 5);
    assertThat(safe).isGreaterThan(LOOPS / 5);
    assertThat(refused.size() * 20).as("%s", refused).isLessThanOrEqualTo(safe);
  }

  /**
   * Whether iterations meet where names have the values that a message says, or such as it tries.
   */
  private static boolean witnessed(Loops.Judged judged) {
    String message = judged.messages().toString();
    Map<String, Long> said = new HashMap<>();
    Matcher values = Pattern.compile("\\b([ndwhm]) = (-?\\d+)").matcher(message);
    while (values.find()) {
      said.put(values.group(1), Long.parseLong(values.group(2)));
    }
    boolean hasFailed = false;
    for (long n : tried(said, "n")) {
      for (long d : tried(said, "d")) {
        for (long w : tried(said, "w")) {
          for (long h : tried(said, "h")) {
            for (long m : tried(said, "m")) {
              var arguments = new Loops.Arguments(n, d, w, h, (int) m, 0);
              if (Loops.clash(judged, arguments).isPresent()) {
                return true;
              }
              hasFailed |= Loops.fails(judged, arguments);
            }
          }
        }
      }
    }
    return hasFailed;
  }

  private static long[] tried(Map<String, Long> said, String name) {
    return said.containsKey(name) ? new long[] {said.get(name)} : new long[] {64, 2};
  }
}
