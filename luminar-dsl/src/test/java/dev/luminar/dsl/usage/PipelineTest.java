package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static dev.luminar.dsl.usage.Built.statements;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.Buf;
import dev.luminar.dsl.Chan;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.Reduction;
import org.junit.jupiter.api.Test;

/** What pipelines build. */
final class PipelineTest {
  @Test
  void allStagesAndEnds() {
    // A stage would be lost, change its place, or see the item of another stage.
    assertThat(
            statements(f -> {
              Buf<F64> xs = f.buffer("xs", f64, 8);
              Reduction<F64> total = sum("total", f64);
              f.concurrent(c -> {
                Chan<I64> out = c.channel("out", i64, 1);
                c.pipeline(s ->
                    s.from("x", range(10))
                        .ordered(4)
                        .map("y", x -> x.times(x))
                        .filter(y -> y.gt(3))
                        .unordered(2)
                        .flatMap(
                            "z",
                            i64,
                            (e, y) -> {
                              e.emit(y);
                              e.when(y.gt(5), t -> t.emit(y.neg()));
                            })
                        .into(out));
                c.pipeline(
                    "smooth",
                    s ->
                        s.from(xs)
                            .window(3, 1, "w", f64, (e, w) -> e.emit(w.at(0).plus(w.at(2))))
                            .batch(2, "b", f64, (e, b) -> e.emit(b.at(0)))
                            .fold("best", f64(0), (best, b) -> best.max(b))
                            .into(xs));
                c.pipeline(s -> s.from(out).map(x -> x.toF64()).into(total));
              });
              f.let("twice", total.result().times(2));
            }))
        .isEqualTo(
            """
            buffer xs: f64[8];
            concurrent {
              channel out: i64 (capacity = 1);
              pipeline {
                source x in 0..<10;
                map(parallel = 4) y = x * x;
                filter y > 3;
                flat_map(parallel = 2, unordered) z: i64 {
                  emit y;
                  if y > 5 {
                    emit -y;
                  }
                }
                sink out;
              }
              smooth: pipeline {
                source item of xs;
                window window[3] step 1 as w: f64 {
                  emit window[0] + window[2];
                }
                batch batch[2] as b: f64 {
                  emit batch[0];
                }
                fold best: f64 = 0.0 with max(best, b);
                sink xs;
              }
              pipeline {
                source item from out;
                map item_2 = f64(item);
                sink reduce(total: f64 = sum);
              }
            }
            let twice = total * 2.0;
            """);
  }
}
