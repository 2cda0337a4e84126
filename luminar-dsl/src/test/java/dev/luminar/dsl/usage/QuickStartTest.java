package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.Cell;
import dev.luminar.dsl.Chan;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.I64;
import dev.luminar.model.Program;
import org.junit.jupiter.api.Test;

/** The first example of the documentation: a dot product and a small pipeline of tasks. */
final class QuickStartTest {
  // region quick-start
  static Program stats() {
    return program(
        "stats",
        p -> {
          p.export(
              "dot",
              takes("xs", buf(f64)).takes("ys", buf(f64)).returns(f64),
              (f, xs, ys) -> {
                F64 sum = f.reduce(over(xs), sum("sum", f64), (it, i) -> xs.at(i).times(ys.at(i)));
                f.returns(sum);
              });
          p.export(
              "sum_of_squares",
              takes("n", i64).returns(i64),
              (f, n) -> {
                Cell<I64> total = f.atomic("total", i64(0));
                f.concurrent(c -> {
                  Chan<I64> items = c.channel("items", i64, 4);
                  c.task(t -> {
                    t.forEach(range(n), (loop, i) -> loop.send(items, i));
                    t.close(items);
                  });
                  c.worker("x", from(items).count(2), (w, x) -> w.add(total, x.times(x)));
                });
                f.returns(f.load("sum", total));
              });
        });
  }

  // endregion

  @Test
  void buildsTheProgramThatItReadsAs() {
    // The first example that a user copies would not build the program it shows.
    assertThat(stats().toString())
        .isEqualTo(
            """
            program stats;

            export fn dot(xs: f64[], ys: f64[]) -> f64 {
              parallel(i in 0..<len(xs)) reduce(sum: f64 = sum) {
                sum <- xs[i] * ys[i];
              }
              return sum;
            }

            export fn sum_of_squares(n: i64) -> i64 {
              atomic total: i64 = 0;
              concurrent {
                channel items: i64 (capacity = 4);
                task {
                  for i in 0..<n {
                    send(items, i);
                  }
                  close(items);
                }
                worker(x from items, count = 2) {
                  total.add(x * x);
                }
              }
              let sum = total.load();
              return sum;
            }
            """);
  }
}
