package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static dev.luminar.dsl.usage.Built.programText;
import static dev.luminar.dsl.usage.Built.statements;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.Array;
import dev.luminar.dsl.Buf;
import dev.luminar.dsl.Chan;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.U8Buf;
import dev.luminar.dsl.Variable;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.Stmts;
import dev.luminar.model.expr.Exprs;
import org.junit.jupiter.api.Test;

/** What the statements that every block has build. */
final class StatementTest {
  @Test
  void bindings() {
    // Values, variables and own storage would not be declared, or under other names.
    assertThat(
            statements(f -> {
              F64 x = f.let("x", f64(2));
              Variable<F64> sum = f.var("sum", x.times(x));
              Variable<I64> later = f.var("later", i64);
              f.assign(later, i64(3));
              f.assign(sum, sum.get().plus(later.get().toF64()));
              Buf<F64> tmp = f.buffer("tmp", f64, later.get());
              U8Buf bytes = f.buffer("bytes", u8, 16);
              f.atomicBuffer("counts", i64, 256);
              f.let("part", tmp.slice(1, 3));
              f.let("rest", bytes.sliceThrough(i64(2), bytes.length().minus(1)));
              f.array("handles", task(i64), 4);
            }))
        .isEqualTo(
            """
            let x = 2.0;
            var sum: f64 = x * x;
            var later: i64;
            later = 3;
            sum = sum + f64(later);
            buffer tmp: f64[later];
            buffer bytes: u8[16];
            atomic buffer counts: i64[256];
            let part = tmp[1..<3];
            let rest = bytes[2..len(bytes) - 1];
            array handles: task<i64>[4];
            """);
  }

  @Test
  void buffersOfAllElements() {
    // A buffer of some element type could not be a parameter, read and written.
    assertThat(
            programText(p ->
                p.export(
                    "f",
                    takes("a", buf(i8))
                        .takes("b", buf(u8))
                        .takes("c", buf(i16))
                        .takes("d", buf(u16))
                        .takes("e", buf(i32))
                        .takes("g", buf(f32))
                        .takes("h", buf(bool))
                        .takes("k", atomicBuf(f64)),
                    (f, a, b, c, d, e, g, h, k) -> {
                      f.store(a, 0, b.at(0).plus(c.at(1)));
                      f.store(b, i32(1), a.at(i32(2)));
                      f.store(c, 2, d.at(0));
                      f.store(d, 3, e.at(0));
                      f.store(g, 4, g.at(0).times(2));
                      f.store(h, 5, h.at(0).not());
                      f.add(k.at(6), f64(1));
                    })))
        .isEqualTo(
            """
            export fn f(a: i8[], b: u8[], c: i16[], d: u16[], e: i32[], g: f32[], h: bool[], k: atomic f64[]) {
              a[0] = b[0] + c[1];
              b[1i32] = a[2i32];
              c[2] = d[0];
              d[3] = e[0];
              g[4] = g[0] * 2.0;
              h[5] = not h[0];
              k[6].add(1.0);
            }
            """);
  }

  @Test
  void storesAndSwaps() {
    // A store would lose its claim, or a swap its operands.
    assertThat(
            statements(f -> {
              Buf<I64> a = f.buffer("a", i64, 4);
              Buf<I64> b = f.buffer("b", i64, 4);
              f.store(a, b.at(0), i64(1), AccessClaim.UNCHECKED);
              f.swap(a, b);
              Array<Chan<I64>> stages = f.array("stages", chan(i64), 2);
              Chan<I64> first = f.channel("first", i64);
              f.store(stages, 0, first);
              f.send(stages.at(0), stages.length());
            }))
        .isEqualTo(
            """
            buffer a: i64[4];
            buffer b: i64[4];
            unchecked a[b[0]] = 1;
            swap(a, b);
            array stages: chan<i64>[2];
            channel first: i64;
            stages[0] = first;
            send(stages[0], len(stages));
            """);
  }

  @Test
  void branches() {
    // An arm of an if would be lost, or the arms change their order.
    assertThat(
            statements(f -> {
              I64 n = f.let("n", i64(3));
              f.when(n.lt(0), t -> t.returns());
              f.when(n.eq(0), t -> t.let("zero", n))
                  .elseWhen(n.eq(1), t -> t.let("one", n))
                  .elseWhen(n.eq(2), t -> t.let("two", n))
                  .otherwise(t -> t.let("many", n));
            }))
        .isEqualTo(
            """
            let n = 3;
            if n < 0 {
              return;
            }
            if n == 0 {
              let zero = n;
            } else if n == 1 {
              let one = n;
            } else if n == 2 {
              let two = n;
            } else {
              let many = n;
            }
            """);
  }

  @Test
  void loops() {
    // A loop would have another range, or a break would leave it out.
    assertThat(
            statements(f -> {
              Variable<I64> n = f.var("n", i64(0));
              f.whileTrue(
                  n.get().lt(10),
                  l -> {
                    l.assign(n, n.get().plus(1));
                    l.when(n.get().eq(5), t -> t.breaks());
                  });
              f.forEach(range(3), (l, i) -> l.continues());
              f.forEach("k", through(1, n.get()), (l, k) -> l.let("twice", k.times(2)));
              f.forEach(
                  "j", range(i32(9), i32(0)).step(i32(-1)), (l, j) -> l.let("wide", j.toI64()));
            }))
        .isEqualTo(
            """
            var n: i64 = 0;
            while n < 10 {
              n = n + 1;
              if n == 5 {
                break;
              }
            }
            for i in 0..<3 {
              continue;
            }
            for k in 1..n {
              let twice = k * 2;
            }
            for j in 9i32..<0i32 step -1 {
              let wide = i64(j);
            }
            """);
  }

  @Test
  void errors() {
    // Raising, handling, asserting or cleaning up would build something else.
    assertThat(
            statements(f -> {
              I64 line = f.let("line", i64(7));
              f.asserts(line.gt(0), "line {0}", line);
              f.attempt(
                  a -> a.raise("parse", "bad line {0} of {1}", line, i64(9)),
                  (h, e) -> {
                    h.when(e.is("parse").and(e.code().eq(0)), t -> t.raise("gone", i64(3), "x"))
                        .otherwise(t -> t.raise(e));
                  });
              f.ensure(
                  b -> {
                    Chan<I64> ch = b.channel("ch", i64, 1);
                    b.ensure(inner -> inner.send(ch, line), clean -> clean.close(ch));
                  },
                  clean -> clean.forEach(range(2), (l, i) -> l.breaks()));
            }))
        .isEqualTo(
            """
            let line = 7;
            assert line > 0, "line {0}", line;
            attempt {
              raise "parse" ("bad line {0} of {1}", line, 9);
            } handle error {
              if error is "parse" and code(error) == 0 {
                raise "gone" ("x") code 3;
              } else {
                raise error;
              }
            }
            ensure {
              channel ch: i64 (capacity = 1);
              ensure {
                send(ch, line);
              } cleanup {
                close(ch);
              }
            } cleanup {
              for i in 0..<2 {
                break;
              }
            }
            """);
  }

  @Test
  void nodesAsStatements() {
    // A back end could not add a statement that it has as a node.
    assertThat(statements(f -> f.append(Stmts.let("x", Exprs.i64(1))))).isEqualTo("let x = 1;\n");
  }

  @Test
  void namesThatAreTakenGetNumbers() {
    // Two Java methods that use the same local name could not build into one block.
    assertThat(
            statements(f -> {
              f.let("x", i64(1));
              f.let("x", i64(2));
              f.forEach(range(1), (l, i) -> l.forEach(range(2), (m, j) -> m.let("x", i.plus(j))));
              f.forEach(range(1), (l, i) -> l.let("y", i));
            }))
        .isEqualTo(
            """
            let x = 1;
            let x_2 = 2;
            for i in 0..<1 {
              for i_2 in 0..<2 {
                let x_3 = i + i_2;
              }
            }
            for i in 0..<1 {
              let y = i;
            }
            """);
  }
}
