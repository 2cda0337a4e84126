package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static dev.luminar.dsl.usage.Built.programText;
import static dev.luminar.dsl.usage.Built.statements;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.ArrayReduction;
import dev.luminar.dsl.Buf;
import dev.luminar.dsl.EndedRegion;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.Reduction;
import dev.luminar.model.Balance;
import dev.luminar.model.BlockKind;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.OnError;
import dev.luminar.model.OnTimeout;
import dev.luminar.model.Schedule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What parallel and concurrent blocks build. */
final class RegionTest {
  @Test
  void parallelOptions() {
    // An option of a parallel block would be lost or be another one.
    assertThat(
            statements(f -> {
              Buf<F64> xs = f.buffer("xs", f64, 100);
              f.parallel(over(xs), (it, i) -> it.store(xs, i, f64(1)));
              f.parallel(
                  "k",
                  over(range(0, 100).step(i64(2)))
                      .label("all")
                      .cores(4)
                      .schedule(Schedule.dynamic(64))
                      .grain(32)
                      .balance(Balance.STEAL)
                      .onError(OnError.collect(16))
                      .timeout(Duration.ofSeconds(30))
                      .grace(Duration.ofMillis(5))
                      .onTimeout(OnTimeout.PARTIAL)
                      .retry(3, Duration.ofMillis(10))
                      .monitored()
                      .mode(ConcurrencyMode.RUNTIME_ASSISTED),
                  (it, k) -> it.when(xs.at(k).lt(0), t -> t.store(xs, k, f64(0))));
            }))
        .isEqualTo(
            """
            buffer xs: f64[100];
            parallel(i in 0..<len(xs)) {
              xs[i] = 1.0;
            }
            all: parallel(k in 0..<100 step 2, cores = 4, schedule = dynamic(64), grain = 32, balance = steal, on_error = collect(max = 16), timeout = 30s, grace = 5ms, on_timeout = partial, retry(3, 10ms), monitor, mode = runtime_assisted) {
              if xs[k] < 0.0 {
                xs[k] = 0.0;
              }
            }
            """);
  }

  @Test
  void concurrentOptions() {
    // An option of a concurrent block would be lost or be another one.
    assertThat(
            statements(f -> {
              f.concurrent(c -> c.task(t -> t.yields()));
              f.concurrent(
                  onError(OnError.collectUnbounded())
                      .label("work")
                      .kind(BlockKind.STREAM)
                      .cores(2)
                      .balance(Balance.STEAL)
                      .timeout(Duration.ofMillis(1500))
                      .grace(Duration.ofNanos(7))
                      .onTimeout(OnTimeout.PARTIAL)
                      .retry(1, Duration.ZERO)
                      .monitored()
                      .mode(ConcurrencyMode.RUNTIME_ASSISTED),
                  c -> c.task(t -> t.yields()));
              f.concurrent(timeout(Duration.ofSeconds(1)), c -> c.task(t -> t.yields()));
            }))
        .isEqualTo(
            """
            concurrent {
              task {
                yield;
              }
            }
            work: concurrent(kind = stream, cores = 2, balance = steal, on_error = collect(unbounded), timeout = 1500ms, grace = 7ns, on_timeout = partial, retry(1, 0ns), monitor, mode = runtime_assisted) {
              task {
                yield;
              }
            }
            concurrent(timeout = 1s) {
              task {
                yield;
              }
            }
            """);
  }

  @Test
  void reductions() {
    // A reduction would combine otherwise, or not be bound behind its block.
    assertThat(
            programText(p -> {
              var nearer =
                  p.function(
                      "nearer",
                      takes("a", f64).takes("b", f64).returns(f64),
                      (f, a, b) -> f.returns(a.abs().lt(b.abs()).choose(a, b)));
              p.export(
                  "f",
                  takes("xs", buf(f64)).takes("bytes", buf(u8)).returns(f64),
                  (f, xs, bytes) -> {
                    Reduction<F64> total = sum("total", f64).unordered();
                    Reduction<F64> least = min("least", f64);
                    Reduction<F64> near = combine("near", nearer, f64(1e300));
                    f.parallel(
                        over(xs).reduce(total).reduce(least).reduce(near),
                        (it, i) -> {
                          it.contribute(total, xs.at(i));
                          it.contribute(least, xs.at(i));
                          it.when(xs.at(i).gt(0), t -> t.contribute(near, xs.at(i)));
                        });
                    ArrayReduction<I64> histogram = sums("histogram", i64, 256);
                    f.parallel(
                        over(bytes).reduce(histogram),
                        (it, i) -> it.contribute(histogram, bytes.at(i), i64(1)));
                    F64 product =
                        f.reduce("k", over(xs), product("total", f64), (it, k) -> xs.at(k));
                    f.returns(
                        total
                            .result()
                            .plus(least.result())
                            .plus(near.result())
                            .plus(product)
                            .plus(histogram.result().at(0).toF64()));
                  });
            }))
        .isEqualTo(
            """
            fn nearer(a: f64, b: f64) -> f64 {
              return if abs(a) < abs(b) then a else b;
            }

            export fn f(xs: f64[], bytes: u8[]) -> f64 {
              parallel(i in 0..<len(xs)) reduce(total: f64 = sum unordered, least: f64 = min, near: f64 = combine(nearer, 1.0E300)) {
                total <- xs[i];
                least <- xs[i];
                if xs[i] > 0.0 {
                  near <- xs[i];
                }
              }
              parallel(i in 0..<len(bytes)) reduce(histogram: i64[256] = sum) {
                histogram[bytes[i]] <- 1;
              }
              parallel(k in 0..<len(xs)) reduce(total_2: f64 = product) {
                total_2 <- xs[k];
              }
              return total + least + near + total_2 + f64(histogram[0]);
            }
            """);
  }

  @Test
  void countsOfErrors() {
    // The errors of a block without a label could not be counted.
    assertThat(
            statements(f -> {
              EndedRegion one =
                  f.parallel(over(range(9)).onError(OnError.IGNORE), (it, i) -> it.raise("a", "b"));
              EndedRegion other =
                  f.concurrent(
                      onError(OnError.COLLECT).label("named"), c -> c.task(t -> t.raise("a", "b")));
              f.let("count", one.errors().plus(other.errors()).plus(one.errors()));
            }))
        .isEqualTo(
            """
            work: parallel(i in 0..<9, on_error = ignore) {
              raise "a" ("b");
            }
            named: concurrent(on_error = collect) {
              task {
                raise "a" ("b");
              }
            }
            let count = errors(work) + errors(named) + errors(work);
            """);
  }
}
