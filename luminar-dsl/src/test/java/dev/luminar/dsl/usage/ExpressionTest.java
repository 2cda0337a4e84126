package dev.luminar.dsl.usage;

import static dev.luminar.dsl.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.dsl.Bool;
import dev.luminar.dsl.F32;
import dev.luminar.dsl.F64;
import dev.luminar.dsl.Handle;
import dev.luminar.dsl.I32;
import dev.luminar.dsl.I64;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.type.Types;
import org.junit.jupiter.api.Test;

/** What expressions build. */
final class ExpressionTest {
  private final I32 a = I32.of(Exprs.ref("a", Types.I32));
  private final I64 n = I64.of(Exprs.ref("n", Types.I64));
  private final F32 s = F32.of(Exprs.ref("s", Types.F32));
  private final F64 x = F64.of(Exprs.ref("x", Types.F64));
  private final F64 y = F64.of(Exprs.ref("y", Types.F64));
  private final Bool p = Bool.of(Exprs.ref("p", Types.BOOL));
  private final Bool q = Bool.of(Exprs.ref("q", Types.BOOL));

  private static void shows(String text, Handle<?>... handles) {
    assertThat(handles).allSatisfy(handle -> assertThat(handle.toString()).isEqualTo(text));
  }

  @Test
  void arithmetic() {
    // An arithmetic method would build another operator than its name says.
    shows("x + y", x.plus(y));
    shows("x - y", x.minus(y));
    shows("x * y", x.times(y));
    shows("x / y", x.div(y));
    shows("x % y", x.rem(y));
    shows("-x", x.neg());
    shows("(x + y) * x", x.plus(y).times(x));
    shows("n + 1", n.plus(1), n.plus(i64(1)));
    shows("a - 2", a.minus(2));
    shows("x * 0.5", x.times(0.5));
    shows("s / 2.0", s.div(2));
    shows("n % 3", n.rem(3));
  }

  @Test
  void comparisons() {
    // A comparison would build another operator than its name says.
    shows("x == y", x.eq(y));
    shows("x != y", x.ne(y));
    shows("x < y", x.lt(y));
    shows("x <= y", x.le(y));
    shows("x > y", x.gt(y));
    shows("x >= y", x.ge(y));
    shows("n < 10", n.lt(10));
    shows("a >= 0", a.ge(0));
    shows("p == q", p.eq(q));
    shows("p != q", p.ne(q));
  }

  @Test
  void logicAndBits() {
    // The words and, or, not would mean logic on integers or bits on bools.
    shows("p and q", p.and(q));
    shows("p or not q", p.or(q.not()));
    shows("n & 7", n.and(7));
    shows("n | 1", n.or(1));
    shows("n ^ n", n.xor(n));
    shows("~a", a.not());
    shows("a << 3", a.shl(3));
    shows("a >> 3", a.shr(3));
    shows("n >>> 3", n.ushr(3));
  }

  @Test
  void conversions() {
    // A conversion would lead to another type than its name says.
    shows("i32(n)", n.toI32());
    shows("i64(a)", a.toI64());
    shows("f32(x)", x.toF32());
    shows("f64(n)", n.toF64());
    shows("i64(x)", x.toI64());
    shows("i32(p)", p.toI32());
    shows("i64(p)", p.toI64());
    shows("f64(s)", s.toF64());
  }

  @Test
  void functions() {
    // A mathematical function would have another name or order of arguments.
    shows("sqrt(x)", x.sqrt());
    shows("fma(x, y, x)", x.fma(y, x));
    shows("min(x, y)", x.min(y));
    shows("max(n, 0)", n.max(0));
    shows("abs(a)", a.abs());
    shows("copysign(x, y)", x.copysign(y));
    shows("pow(x, y)", x.pow(y));
    shows("atan2(x, y)", x.atan2(y));
    shows("rint(s)", s.rint());
  }

  @Test
  void choices() {
    // A choice would evaluate or give the wrong alternative.
    shows("if p then x else y", p.choose(x, y));
    shows("if n < 0 then -n else n", n.lt(0).choose(n.neg(), n));
  }

  @Test
  void constants() {
    // A constant would get another type or value.
    shows("7", i64(7));
    shows("7i32", i32(7));
    shows("0.5", f64(0.5));
    shows("0.5f32", f32(0.5f));
    shows("true", bool(true));
    shows("\"log\"", text("log"));
  }

  @Test
  void nodesCrossOverInBothDirections() {
    // A compiler's back end could not mix nodes with handles.
    assertThat(F64.of(x.node()).plus(F64.of(Exprs.f64(1))).node())
        .isEqualTo(Exprs.add(x.node(), Exprs.f64(1)));
  }
}
