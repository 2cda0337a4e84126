package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static dev.luminar.dsl.usage.Built.programText;
import static dev.luminar.dsl.usage.Built.statements;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.Array;
import dev.luminar.dsl.Bool;
import dev.luminar.dsl.Chan;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.Nothing;
import dev.luminar.dsl.Outcome;
import dev.luminar.dsl.Spawned;
import dev.luminar.model.Retry;
import dev.luminar.model.SelectPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What tasks, workers, channels and select build. */
final class TaskTest {
  @Test
  void tasksAndWorkers() {
    // A task or worker would lose its options, or could not be started in a loop.
    assertThat(
            statements(f ->
                f.concurrent(c -> {
                  Chan<I64> lines = c.channel("lines", i64);
                  c.task(label("reader"), t -> t.send(lines, i64(1)));
                  c.task(retry(3, Duration.ofMillis(10)).label("tried"), t -> t.yields());
                  c.task(range(4), (t, i) -> t.send(lines, i));
                  c.task("k", range(2), label("two"), (t, k) -> t.let("v", k));
                  c.forEach(range(3), (l, i) -> l.task(t -> t.send(lines, i)));
                  c.worker(lines, (w, x) -> w.let("v", x));
                  c.worker(
                      "line",
                      from(lines).count(4).label("parsers").retry(2, Duration.ofSeconds(1)),
                      (w, x) -> w.let("v", x));
                })))
        .isEqualTo(
            """
            concurrent {
              channel lines: i64;
              reader: task {
                send(lines, 1);
              }
              tried: task(retry(3, 10ms)) {
                yield;
              }
              task(i in 0..<4) {
                send(lines, i);
              }
              two: task(k in 0..<2) {
                let v = k;
              }
              for i in 0..<3 {
                task {
                  send(lines, i);
                }
              }
              worker(item from lines) {
                let v = item;
              }
              parsers: worker(line from lines, count = 4, retry(2, 1s)) {
                let v = line;
              }
            }
            """);
  }

  @Test
  void channels() {
    // A channel operation would lose a result or act on another channel.
    assertThat(
            statements(f -> {
              I64 n = f.let("n", i64(3));
              Chan<I64> ch = f.channel("ch", i64, n);
              Array<Chan<I64>> stages = f.channels("stages", i64, n.plus(1));
              f.channels("rendezvous", f64, n, i64(0));
              f.channels("pairs", bool, 4, 2);
              f.send(ch, n);
              f.receive(ch);
              I64 x = f.receive("x", ch);
              Outcome<I64> r = f.receive("y", "ok", stages.at(x));
              Bool sent = f.offer("sent", ch, r.value());
              f.offer(ch, n);
              Outcome<I64> polled = f.poll("z", "found", ch);
              f.when(sent.and(polled.ok()).and(r.ok()), t -> t.close(ch));
              f.forEach("item", ch, (l, item) -> l.when(item.eq(0), t -> t.breaks()));
              f.sleep(Duration.ofMillis(30));
              f.sleep(polled.value());
            }))
        .isEqualTo(
            """
            let n = 3;
            channel ch: i64 (capacity = n);
            channel stages: i64[n + 1];
            channel rendezvous: f64[n] (capacity = 0);
            channel pairs: bool[4] (capacity = 2);
            send(ch, n);
            receive(ch);
            let x = receive(ch);
            let y, ok = receive(stages[x]);
            let sent = offer(ch, y);
            offer(ch, n);
            let z, found = poll(ch);
            if sent and found and ok {
              close(ch);
            }
            for item from ch {
              if item == 0 {
                break;
              }
            }
            sleep(30ms);
            sleep(z);
            """);
  }

  @Test
  void selects() {
    // An arm of a select would be lost, or its names not be bound in it.
    assertThat(
            statements(f -> {
              Chan<I64> in = f.channel("in", i64, 1);
              Chan<I64> out = f.channel("out", i64, 1);
              f.select(s -> {
                s.receive("x", in, (a, x) -> a.send(out, x));
                s.receive("x", "ok", in, (a, r) -> a.when(r.ok(), t -> t.returns()));
                s.send(out, i64(1), a -> a.yields());
                s.timeout(Duration.ofMillis(5), a -> a.close(out));
              });
              f.forEach(
                  range(2),
                  (l, i) ->
                      l.select(
                          SelectPolicy.seeded(7),
                          s -> {
                            s.receive("x", in, (a, x) -> a.breaks());
                            s.otherwise(a -> a.continues());
                          }));
            }))
        .isEqualTo(
            """
            channel `in`: i64 (capacity = 1);
            channel out: i64 (capacity = 1);
            select {
              let x = receive(`in`) => {
                send(out, x);
              }
              let x, ok = receive(`in`) => {
                if ok {
                  return;
                }
              }
              send(out, 1) => {
                yield;
              }
              timeout 5ms => {
                close(out);
              }
            }
            for i in 0..<2 {
              select (policy = seeded(7)) {
                let x = receive(`in`) => {
                  break;
                }
                default => {
                  continue;
                }
              }
            }
            """);
  }

  @Test
  void spawning() {
    // A spawned task would lose its reference, its result, or its block.
    assertThat(
            programText(p -> {
              var fib = p.declare("fib", takes("n", i64).returns(i64));
              var say = p.function("say", takes("what", i64), (f, what) -> f.returns());
              p.define(
                  fib,
                  (f, n) -> {
                    f.when(n.lt(2), t -> t.returns(n));
                    f.concurrent(c -> {
                      Spawned<I64> a = c.spawn("a", fib.with(n.minus(1)));
                      Spawned<I64> b =
                          c.spawn("b", fib.with(n.minus(2)), new Retry(1, Duration.ZERO));
                      Spawned<Nothing> l = c.spawn("l", say.with(n));
                      c.spawn(say.with(i64(7)));
                      c.await(l);
                      I64 x = c.await("x", a);
                      c.when(x.lt(0), t -> t.cancel(b));
                      c.task(t -> t.cancelBlock(c));
                      c.task(t -> t.cancelBlock());
                    });
                    f.returns(i64(0));
                  });
            }))
        .isEqualTo(
            """
            fn fib(n: i64) -> i64 {
              if n < 2 {
                return n;
              }
              work: concurrent {
                let a = spawn fib(n - 1);
                let b = spawn fib(n - 2) retry(1, 0ns);
                let l = spawn say(n);
                spawn say(7);
                await l;
                let x = await a;
                if x < 0 {
                  cancel b;
                }
                task {
                  cancel concurrent work;
                }
                task {
                  cancel concurrent;
                }
              }
              return 0;
            }

            fn say(what: i64) {
              return;
            }
            """);
  }
}
