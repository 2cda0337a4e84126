package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static dev.luminar.dsl.usage.Built.programText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.diag.Span;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.Field;
import dev.luminar.dsl.I32;
import dev.luminar.dsl.I64;
import dev.luminar.dsl.Io;
import dev.luminar.dsl.StructDef;
import dev.luminar.dsl.StructValue;
import dev.luminar.dsl.U8Buf;
import dev.luminar.model.Function;
import dev.luminar.model.Stmts;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

/** What functions, externs and structs build. */
final class FunctionTest {
  private record Point(double x, int tint) {}

  @Test
  void externsAndCalls() {
    // An extern would lose an effect, or a call its result.
    assertThat(
            programText(p -> {
              var clamp = p.extern("clamp", takes("x", i64).returns(i64), pure());
              var open = p.extern("open", takes("path", string).returns(io), reads().fails());
              var read =
                  p.extern(
                      "read",
                      takes("file", io).takes("into", buf(u8)).returns(i64),
                      writes().fails().blocks());
              p.extern("pause", takes("n", i64), writes().blocks().abandonable());
              p.export(
                  "f",
                  takes("n", i64).returns(i64),
                  (f, n) -> {
                    Io file = f.call("file", open.with(text("a\"b")));
                    U8Buf bytes = f.buffer("bytes", u8, 64);
                    f.call(read.with(file, bytes));
                    I64 count = f.call("count", read.with(file, bytes.slice(0, 8)));
                    I64 async = f.asyncRead("got", file, bytes);
                    f.asyncWrite("put", file, bytes);
                    f.returns(pure(clamp.with(count.plus(n))).plus(async));
                  });
            }))
        .isEqualTo(
            """
            extern fn clamp(x: i64) -> i64 pure;
            extern fn open(path: string) -> io reads fails;
            extern fn read(file: io, into: u8[]) -> i64 writes fails blocks;
            extern fn pause(n: i64) writes blocks abandonable;

            export fn f(n: i64) -> i64 {
              let file = call open("a\\"b");
              buffer bytes: u8[64];
              read(file, bytes);
              let count = call read(file, bytes[0..<8]);
              let got = async_read(file, bytes);
              let put = async_write(file, bytes);
              return clamp(count + n) + got;
            }
            """);
  }

  @Test
  void structs() {
    // A struct would lose a field, or a value mix up its fields.
    assertThat(
            programText(p -> {
              StructDef<Point> point = p.struct("Point", Point.class);
              Field<Point, F64> x = point.field("x", f64);
              Field<Point, I32> tint = point.field("tint", u8);
              p.export(
                  "f",
                  takes("ps", buf(point)).takes("ch", chan(point)).returns(point),
                  (f, ps, ch) -> {
                    StructValue<Point> first = f.let("first", ps.at(0));
                    StructValue<Point> moved =
                        f.let(
                            "moved",
                            point.with(tint.is(first.get(tint).plus(1)), x.is(first.get(x).neg())));
                    f.store(ps, 1, moved);
                    f.send(ch, moved);
                    f.returns(f.receive("next", ch));
                  });
            }))
        .isEqualTo(
            """
            struct Point { x: f64; tint: u8; }

            export fn f(ps: Point[], ch: chan<Point>) -> Point {
              let first = ps[0];
              let moved = Point(x: -first.x, tint: first.tint + 1);
              ps[1] = moved;
              send(ch, moved);
              let next = receive(ch);
              return next;
            }
            """);
  }

  @Test
  void functionsThatCallEachOther() {
    // Mutual recursion could not be built.
    assertThat(
            programText(p -> {
              var even = p.declareExport("even", takes("n", i64).returns(bool));
              var odd =
                  p.function(
                      "odd",
                      takes("n", i64).returns(bool),
                      (f, n) -> {
                        f.when(n.eq(0), t -> t.returns(bool(false)));
                        f.returns(f.call("r", even.with(n.minus(1))));
                      });
              p.define(
                  even,
                  (f, n) -> {
                    f.when(n.eq(0), t -> t.returns(bool(true)));
                    f.returns(f.call("r", odd.with(n.minus(1))));
                  });
            }))
        .isEqualTo(
            """
            export fn even(n: i64) -> bool {
              if n == 0 {
                return true;
              }
              let r = call odd(n - 1);
              return r;
            }

            fn odd(n: i64) -> bool {
              if n == 0 {
                return false;
              }
              let r = call even(n - 1);
              return r;
            }
            """);
  }

  @Test
  void functionsAsNodes() {
    // A back end could not add a function that it has as a node.
    assertThat(
            programText(p ->
                p.append(
                    new Function(
                        "made",
                        false,
                        Lists.immutable.empty(),
                        Optional.empty(),
                        Stmts.block(Stmts.returnNothing()),
                        Span.NONE))))
        .isEqualTo(
            """
            fn made() {
              return;
            }
            """);
  }
}
