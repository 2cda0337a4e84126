package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static dev.luminar.dsl.usage.Built.statements;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.AtomicBuf;
import dev.luminar.dsl.Bool;
import dev.luminar.dsl.Cell;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.Outcome;
import org.junit.jupiter.api.Test;

/** What atomic operations build. */
final class AtomicTest {
  @Test
  void operationsAndOrders() {
    // An atomic operation would lose its order, its name, or be another one.
    assertThat(
            statements(f -> {
              Cell<I64> hits = f.atomic("hits", i64(0));
              Cell<Bool> flag = f.atomic("flag", bool(false));
              f.add(hits, i64(1));
              f.add(hits, i64(1), relaxed);
              I64 old = f.sub("old", hits, i64(2));
              f.min("least", hits, old, acqRel);
              f.max(hits, old, release);
              f.and(hits, i64(7));
              f.or("was", flag, bool(true), acquire);
              f.xor(flag, bool(true));
              f.exchange("before", flag, bool(false), seqCst);
              f.load("now", hits);
              f.load("seen", hits, acquire);
              f.store(hits, i64(5));
              f.store(hits, i64(6), release);
            }))
        .isEqualTo(
            """
            atomic hits: i64 = 0;
            atomic flag: bool = false;
            hits.add(1);
            hits.add(1, relaxed);
            let old = hits.sub(2);
            let least = hits.min(old, acq_rel);
            hits.max(old, release);
            hits.and(7);
            let was = flag.or(true, acquire);
            flag.xor(true);
            let before = flag.exchange(false);
            let now = hits.load();
            let seen = hits.load(acquire);
            hits.store(5);
            hits.store(6, release);
            """);
  }

  @Test
  void compareExchange() {
    // A compare-exchange would mix up its results, values or orders.
    assertThat(
            statements(f -> {
              AtomicBuf<I64> counts = f.atomicBuffer("counts", i64, 8);
              Outcome<I64> strong = f.cas("seen", "ok", counts.at(1), i64(1), i64(2));
              f.cas(counts.at(0), i64(3), i64(4));
              f.let("both", strong.ok().choose(strong.value(), i64(-1)));
              f.forEach(
                  range(8),
                  (l, i) -> {
                    Outcome<I64> weak =
                        l.casWeak("seen", "ok", counts.at(i), i, i.plus(1), acqRel, acquire);
                    l.when(weak.ok(), t -> t.breaks());
                  });
            }))
        .isEqualTo(
            """
            atomic buffer counts: i64[8];
            let seen, ok = counts[1].cas(1, 2);
            counts[0].cas(3, 4);
            let both = if ok then seen else -1;
            for i in 0..<8 {
              let seen_2, ok_2 = counts[i].cas_weak(i, i + 1, acq_rel, acquire);
              if ok_2 {
                break;
              }
            }
            """);
  }
}
