package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.Val;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  private static final long[] I64 = {
    0, 1, -1, 2, 63, 64, 65, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE, -12345678901L
  };
  private static final double[] F64 = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    1e19,
    -1e19,
    1e300,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    2147483648.0,
    -2147483649.0
  };

  private static Object[] operands(ScalarType kind) {
    return switch (kind) {
      case I32 -> java.util.Arrays.stream(I64).mapToObj(x -> (int) x).toArray();
      case I64 -> java.util.Arrays.stream(I64).boxed().toArray();
      case F32 -> java.util.Arrays.stream(F64).mapToObj(x -> (float) x).toArray();
      case F64 -> java.util.Arrays.stream(F64).boxed().toArray();
      default -> new Object[] {true, false};
    };
  }

  private static java.lang.reflect.Method method(ClassFiles files) throws Exception {
    for (var method : files.load().mainClass().getMethods()) {
      if (method.getName().equals("f")) {
        return method;
      }
    }
    throw new AssertionError("no method f");
  }

  private static void binary(
      BinaryOperator op, ScalarType kind, BiFunction<Object, Object, Object> expected)
      throws Exception {
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local left = locals.add("left", PlanFixture.scalar(kind));
    Local right = locals.add("right", PlanFixture.scalar(kind));
    var f =
        method(
            PlanFixture.function(
                "f", locals, new Val.Binary(op, kind, Val.read(left), Val.read(right))));
    boolean divides = op == BinaryOperator.DIV || op == BinaryOperator.REM;
    for (Object a : operands(kind)) {
      for (Object b : operands(kind)) {
        if (!(divides
            && b instanceof Number n
            && n.doubleValue() == 0
            && (kind == ScalarType.I32 || kind == ScalarType.I64))) {
          assertThat(f.invoke(null, a, b)).as("%s %s %s", a, op, b).isEqualTo(expected.apply(a, b));
        }
      }
    }
  }

  private static void unary(
      ScalarType from, Function<Val, Val> value, Function<Object, Object> expected)
      throws Exception {
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local x = locals.add("x", PlanFixture.scalar(from));
    var f = method(PlanFixture.function("f", locals, value.apply(Val.read(x))));
    for (Object a : operands(from)) {
      assertThat(f.invoke(null, a)).as("of %s", a).isEqualTo(expected.apply(a));
    }
  }

  @Test
  void integersWrapAndShiftCountsAreMasked() throws Exception {
    // Programs would give other numbers on the JVM than in C.
    binary(BinaryOperator.ADD, ScalarType.I64, (a, b) -> (long) a + (long) b);
    binary(BinaryOperator.SUB, ScalarType.I32, (a, b) -> (int) a - (int) b);
    binary(BinaryOperator.MUL, ScalarType.I64, (a, b) -> (long) a * (long) b);
    binary(BinaryOperator.DIV, ScalarType.I64, (a, b) -> (long) a / (long) b);
    binary(BinaryOperator.DIV, ScalarType.I32, (a, b) -> (int) a / (int) b);
    binary(BinaryOperator.REM, ScalarType.I32, (a, b) -> (int) a % (int) b);
    binary(BinaryOperator.SHL, ScalarType.I64, (a, b) -> (long) a << ((long) b & 63));
    binary(BinaryOperator.SHR, ScalarType.I32, (a, b) -> (int) a >> ((int) b & 31));
    binary(BinaryOperator.USHR, ScalarType.I64, (a, b) -> (long) a >>> ((long) b & 63));
    binary(BinaryOperator.XOR, ScalarType.I32, (a, b) -> (int) a ^ (int) b);
    unary(ScalarType.I64, x -> new Val.Unary(UnaryOperator.NEG, ScalarType.I64, x), a -> -(long) a);
    unary(
        ScalarType.I32,
        x -> new Val.Unary(UnaryOperator.COMPLEMENT, ScalarType.I32, x),
        a -> ~(int) a);
  }

  @Test
  void comparisonsWithNanAreFalse() throws Exception {
    // A loop over floats would end differently where a NaN turns up.
    binary(BinaryOperator.LT, ScalarType.F64, (a, b) -> (double) a < (double) b);
    binary(BinaryOperator.LE, ScalarType.F32, (a, b) -> (float) a <= (float) b);
    binary(BinaryOperator.GT, ScalarType.F64, (a, b) -> (double) a > (double) b);
    binary(BinaryOperator.GE, ScalarType.F32, (a, b) -> (float) a >= (float) b);
    binary(BinaryOperator.EQ, ScalarType.F64, (a, b) -> (double) a == (double) b);
    binary(BinaryOperator.NE, ScalarType.F64, (a, b) -> (double) a != (double) b);
    binary(BinaryOperator.LT, ScalarType.I64, (a, b) -> (long) a < (long) b);
    binary(BinaryOperator.GE, ScalarType.I32, (a, b) -> (int) a >= (int) b);
    binary(BinaryOperator.LOGICAL_AND, ScalarType.BOOL, (a, b) -> (boolean) a & (boolean) b);
    binary(BinaryOperator.LOGICAL_OR, ScalarType.BOOL, (a, b) -> (boolean) a | (boolean) b);
    binary(BinaryOperator.NE, ScalarType.BOOL, (a, b) -> (boolean) a != (boolean) b);
    unary(
        ScalarType.BOOL,
        x -> new Val.Unary(UnaryOperator.NOT, ScalarType.BOOL, x),
        a -> !(boolean) a);
  }

  @Test
  void conversionsSaturate() throws Exception {
    // A float out of range would give another integer than C does.
    unary(
        ScalarType.F64,
        x -> new Val.Convert(ScalarType.F64, ScalarType.I32, x),
        a -> (int) (double) a);
    unary(
        ScalarType.F64,
        x -> new Val.Convert(ScalarType.F64, ScalarType.I64, x),
        a -> (long) (double) a);
    unary(
        ScalarType.F32,
        x -> new Val.Convert(ScalarType.F32, ScalarType.I64, x),
        a -> (long) (float) a);
    unary(
        ScalarType.I64,
        x -> new Val.Convert(ScalarType.I64, ScalarType.F32, x),
        a -> (float) (long) a);
    unary(
        ScalarType.I64,
        x -> new Val.Convert(ScalarType.I64, ScalarType.I32, x),
        a -> (int) (long) a);
    unary(
        ScalarType.I32,
        x -> new Val.Convert(ScalarType.I32, ScalarType.I64, x),
        a -> (long) (int) a);
    unary(
        ScalarType.I64,
        x -> new Val.Convert(ScalarType.I64, ScalarType.BOOL, x),
        a -> (long) a != 0);
  }

  @Test
  void exactFunctionsAreJavas() throws Exception {
    // min, max and roundings would differ at -0.0, NaN and halves.
    unary(
        ScalarType.F64,
        x -> math(IntrinsicFunction.TRUNC, ScalarType.F64, x),
        a -> trunc((double) a));
    unary(
        ScalarType.F32,
        x -> math(IntrinsicFunction.TRUNC, ScalarType.F32, x),
        a -> (float) trunc((float) a));
    unary(
        ScalarType.F64,
        x -> math(IntrinsicFunction.RINT, ScalarType.F64, x),
        a -> Math.rint((double) a));
    unary(
        ScalarType.F32,
        x -> math(IntrinsicFunction.SQRT, ScalarType.F32, x),
        a -> (float) Math.sqrt((float) a));
    unary(
        ScalarType.F64,
        x -> math(IntrinsicFunction.MIN, ScalarType.F64, x, f64(0.0)),
        a -> Math.min((double) a, 0.0));
    unary(
        ScalarType.F64,
        x -> math(IntrinsicFunction.MAX, ScalarType.F64, x, f64(-0.0)),
        a -> Math.max((double) a, -0.0));
    unary(
        ScalarType.F64,
        x -> math(IntrinsicFunction.COPYSIGN, ScalarType.F64, f64(3), x),
        a -> StrictMath.copySign(3.0, (double) a));
    unary(
        ScalarType.F64,
        x -> math(IntrinsicFunction.FMA, ScalarType.F64, x, f64(3), f64(1e-17)),
        a -> Math.fma((double) a, 3.0, 1e-17));
    unary(
        ScalarType.I32,
        x -> math(IntrinsicFunction.ABS, ScalarType.I32, x),
        a -> Math.abs((int) a));
  }

  private static double trunc(double x) {
    return Double.isNaN(x) || Double.isInfinite(x) ? x : Math.copySign(Math.floor(Math.abs(x)), x);
  }

  private static Val f64(double value) {
    return new Val.Const(ScalarType.F64, Double.doubleToRawLongBits(value));
  }

  private static Val math(IntrinsicFunction function, ScalarType kind, Val... args) {
    return new Val.Math(function, kind, Lists.immutable.of(args));
  }

  @Test
  void rangesCountTheirIterations() throws Exception {
    // An iteration of a range would be lost, or one too many run, at the ends of i64.
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Local from = locals.add("from", PlanFixture.scalar(ScalarType.I64));
    Local to = locals.add("to", PlanFixture.scalar(ScalarType.I64));
    Local step = locals.add("step", PlanFixture.scalar(ScalarType.I64));
    for (boolean inclusive : new boolean[] {false, true}) {
      var trips = new Val.Trips(Val.read(from), Val.read(to), Val.read(step), inclusive);
      var f = method(PlanFixture.function("f", locals, trips));
      for (long a = -6; a <= 6; a++) {
        for (long b = -6; b <= 6; b++) {
          for (long s = -3; s <= 3; s++) {
            long count = 0;
            for (long i = a;
                s != 0 && (s > 0 ? i < b : i > b) || s != 0 && inclusive && i == b;
                i += s) {
              count++;
            }
            if (s != 0) {
              assertThat(f.invoke(null, a, b, s)).as("%s..%s by %s", a, b, s).isEqualTo(count);
            }
          }
        }
      }
      assertThat(f.invoke(null, Long.MIN_VALUE, Long.MAX_VALUE, 1L)).isEqualTo(-1L);
      assertThat(f.invoke(null, Long.MIN_VALUE, Long.MAX_VALUE, 4L)).isEqualTo((1L << 62));
      assertThat(f.invoke(null, 0L, Long.MAX_VALUE, 1L))
          .isEqualTo(inclusive ? -1L : Long.MAX_VALUE);
      assertThat(f.invoke(null, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE)).isEqualTo(2L);
    }
  }

  @Test
  void deeplyNestedExpressionsAreEmitted() throws Exception {
    // A large generated expression would end the compiler with a stack overflow.
    PlanFixture.Locals locals = new PlanFixture.Locals();
    Val value = Val.read(locals.add("x", PlanFixture.scalar(ScalarType.I64)));
    for (int i = 0; i < 2000; i++) {
      value = new Val.Binary(BinaryOperator.SUB, ScalarType.I64, Val.i64(i), value);
    }
    assertThat(method(PlanFixture.function("f", locals, value)).invoke(null, 5L)).isEqualTo(1005L);
  }
}
