package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.Convert;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.ElementOf;
import dev.luminar.model.expr.ErrorCode;
import dev.luminar.model.expr.ErrorIs;
import dev.luminar.model.expr.ErrorsOf;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.MakeStruct;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.Slice;
import dev.luminar.model.expr.Text;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;

/**
 * This pass turns expressions into values. Whatever can fail becomes a check in front, in the order
 * of evaluation; an operand that may stay unevaluated and can fail becomes a branch.
 */
final class LowerExpr {

  private LowerExpr() {}

  /** The value of {@code expr}; its checks are emitted to {@code b}. */
  static Val value(RoutineBuilder b, Expr expr) {
    return switch (expr) {
      case Literal l -> new Val.Const(l.type(), l.bits());
      case Text t -> new Val.Text(t.value());
      case Ref r -> b.lookup(r.name()).handOver();
      case Unary u -> new Val.Unary(u.operator(), u.type(), value(b, u.operand()));
      case Binary i -> binary(b, i);
      case Intrinsic i -> new Val.Math(i.function(), i.type(), values(b, i.arguments()));
      case Conditional c -> conditional(b, c);
      case Convert c -> convert(b, c);
      case Element e -> element(b, e);
      case ElementOf e -> elementOf(b, e);
      case Length l -> length(b, l);
      case Slice s -> slice(b, s);
      case FieldOf f -> field(b, f);
      case MakeStruct m -> new Val.MakeStruct(b.plan.struct(m.type()), values(b, m.fields()));
      case CallExpr c -> LowerCall.value(b, c);
      case ErrorsOf e -> Val.read(b.lookup(Hidden.errorsOf(e.label())).local());
      case ErrorCode e -> new Val.ErrorCode(b.lookup(e.error()).local());
      case ErrorIs e -> new Val.ErrorIs(b.lookup(e.error()).local(), e.errorType());
    };
  }

  private static IllegalStateException unreachable(Expr expr) {
    return new IllegalStateException("the analyzer refuses " + expr);
  }

  /** The values of {@code exprs}, evaluated in order. */
  static ImmutableList<Val> values(RoutineBuilder b, ImmutableList<Expr> exprs) {
    MutableList<Val> values = Lists.mutable.withInitialCapacity(exprs.size());
    exprs.each(e -> values.add(value(b, e)));
    return values.toImmutable();
  }

  /** An index, length or count as {@code i64}. */
  static Val index(RoutineBuilder b, Expr expr) {
    return widen(value(b, expr));
  }

  /** An i32 or i64 value as {@code i64}. */
  static Val widen(Val value) {
    if (value instanceof Val.Const c && c.kind() == ScalarType.I32) {
      return Val.i64(c.bits());
    }
    return value.type().equals(PlanType.I32)
        ? new Val.Convert(ScalarType.I32, ScalarType.I64, value)
        : value;
  }

  /** An i64 value as an integer of {@code type}. */
  static Val narrow(Val value, ScalarType type) {
    if (type == ScalarType.I64) {
      return value;
    }
    return new Val.Convert(ScalarType.I64, type, value);
  }

  /** A comparison or operation on i64. */
  static Val i64(BinaryOperator op, Val left, Val right) {
    return new Val.Binary(op, ScalarType.I64, left, right);
  }

  private static Val binary(RoutineBuilder b, Binary expr) {
    if (expr.operator().isShortCircuit()) {
      return shortCircuit(b, expr);
    }
    ScalarType kind = (ScalarType) expr.left().type();
    Val left = value(b, expr.left());
    Val right = value(b, expr.right());
    boolean divides =
        expr.operator() == BinaryOperator.DIV || expr.operator() == BinaryOperator.REM;
    if (divides && (kind == ScalarType.I32 || kind == ScalarType.I64)) {
      right = divisor(b, kind, right, expr.span());
    }
    return new Val.Binary(expr.operator(), kind, left, right);
  }

  private static Val divisor(RoutineBuilder b, ScalarType kind, Val right, Span span) {
    if (right instanceof Val.Const c && c.bits() != 0) {
      return right;
    }
    Val divisor = b.once("divisor", right);
    Val isZero = new Val.Binary(BinaryOperator.EQ, kind, divisor, new Val.Const(kind, 0));
    b.emit(new Code.RaiseIf(isZero, b.raise(BuiltInError.DIVISION_BY_ZERO, span)));
    return divisor;
  }

  private static Val shortCircuit(RoutineBuilder b, Binary expr) {
    boolean and = expr.operator() == BinaryOperator.LOGICAL_AND;
    Val left = value(b, expr.left());
    Branch right = branch(b, expr.left(), and, expr.right());
    if (right.isPlain()) {
      return new Val.Binary(expr.operator(), ScalarType.BOOL, left, right.value());
    }
    Local result = b.declare(and ? "both" : "either", left);
    Code more = RoutineBuilder.sequence(right.withResult(result));
    Val current = Val.read(result);
    b.emit(
        and ? new Code.If(current, more, Code.NOTHING) : new Code.If(current, Code.NOTHING, more));
    return current;
  }

  private static Val conditional(RoutineBuilder b, Conditional expr) {
    Val condition = value(b, expr.condition());
    Branch then = branch(b, expr.condition(), true, expr.then());
    Branch otherwise = branch(b, expr.condition(), false, expr.otherwise());
    if (then.isPlain() && otherwise.isPlain()) {
      return new Val.Choose(condition, then.value(), otherwise.value());
    }
    Local result = b.local("chosen", then.value().type());
    b.emit(new Code.Declare(result, Optional.empty()));
    b.emit(
        new Code.If(
            condition,
            RoutineBuilder.sequence(then.withResult(result)),
            RoutineBuilder.sequence(otherwise.withResult(result))));
    return Val.read(result);
  }

  /** An operand that may stay unevaluated: the checks it needs, and its value behind them. */
  private record Branch(Code checks, Val value) {
    boolean isPlain() {
      return checks instanceof Code.Seq s && s.items().isEmpty();
    }

    java.util.List<Code> withResult(Local result) {
      return java.util.List.of(checks, new Code.Set(result, value));
    }
  }

  private static Branch branch(RoutineBuilder b, Expr condition, boolean truth, Expr expr) {
    Val[] value = new Val[1];
    Code checks = branch(b, condition, truth, () -> value[0] = value(b, expr));
    return new Branch(checks, value[0]);
  }

  /** What {@code body} emits where {@code condition} is {@code truth}. */
  static Code branch(RoutineBuilder b, Expr condition, boolean truth, Runnable body) {
    Assumptions assumptions = b.lowering.hoisting.facts.assumptions;
    int before = assumptions.mark();
    assumptions.assume(b, condition, truth);
    Code code = b.nested(body);
    assumptions.release(before);
    return code;
  }

  private static Val convert(RoutineBuilder b, Convert expr) {
    ScalarType from = (ScalarType) expr.operand().type();
    Val operand = value(b, expr.operand());
    return from == expr.type() ? operand : new Val.Convert(from, expr.type(), operand);
  }

  private static Val element(RoutineBuilder b, Element expr) {
    Place place = place(b, expr.buffer(), expr.index(), expr.span());
    return new Val.Load(place.buffer(), place.index());
  }

  /** An element of a buffer whose index was checked. */
  record Place(Val buffer, Val index) {}

  /** Whether an index needs no check here. */
  static boolean isInBuffer(RoutineBuilder b, Expr buffer, Expr index) {
    Hoisting hoisting = b.lowering.hoisting;
    return hoisting.covers(hoisting.facts.inBuffer(b, buffer, index));
  }

  /** The place of an element; its index is checked unless what is known of it proves it. */
  static Place place(RoutineBuilder b, Expr buffer, Expr index, Span span) {
    Val base = b.atom("part", value(b, buffer));
    Val at = index(b, index);
    if (isInBuffer(b, buffer, index)) {
      return new Place(base, at);
    }
    Val checked = b.once("index", at);
    checkIndex(b, checked, new Val.Length(base), span);
    return new Place(base, checked);
  }

  static void checkIndex(RoutineBuilder b, Val index, Val length, Span span) {
    b.emit(
        new Code.RaiseIf(
            new Val.OutOfRange(index, length),
            b.raise(BuiltInError.INDEX_OUT_OF_RANGE, span, index, length)));
  }

  private static Val elementOf(RoutineBuilder b, ElementOf expr) {
    Val array = value(b, expr.array());
    Val index = b.once("index", index(b, expr.index()));
    if (!isChannel(b, expr.array(), index)) {
      checkIndex(b, index, new Val.ChannelCount(array), expr.span());
    }
    return array.type() instanceof PlanType.Tasks
        ? LowerTaskArray.element(b, expr, array, index)
        : new Val.ChannelAt(array, index);
  }

  /** Whether a constant index is one of an array with a constant number of channels. */
  private static boolean isChannel(RoutineBuilder b, Expr array, Val index) {
    return array instanceof Ref ref
        && index instanceof Val.Const c
        && c.bits() >= 0
        && c.bits() < b.lowering.channelCounts.getOrDefault(b.lookup(ref.name()).origin(), 0L);
  }

  private static Val length(RoutineBuilder b, Length expr) {
    Val operand = value(b, expr.operand());
    return operand.type() instanceof PlanType.Channels || operand.type() instanceof PlanType.Tasks
        ? new Val.ChannelCount(operand)
        : new Val.Length(operand);
  }

  private static Val slice(RoutineBuilder b, Slice expr) {
    Val buffer = b.atom("whole", value(b, expr.buffer()));
    Val start = b.once("start", index(b, expr.start()));
    Val written = b.once("end", index(b, expr.end()));
    Val end = written;
    if (expr.isInclusive()) {
      // An end of 2^63-1 wraps to the least value, which lies before every start: refused below.
      end = i64(BinaryOperator.ADD, end, Val.i64(1));
    }
    end = b.once("behind", end);
    Hoisting hoisting = b.lowering.hoisting;
    if (hoisting.covers(hoisting.facts.inBuffer(b, expr))) {
      return new Val.Slice(buffer, start, i64(BinaryOperator.SUB, end, start));
    }
    Val bad =
        or(
            i64(BinaryOperator.LT, start, Val.i64(0)),
            or(
                i64(BinaryOperator.LT, end, start),
                i64(BinaryOperator.GT, end, new Val.Length(buffer))));
    b.emit(
        new Code.RaiseIf(
            bad, b.raise(BuiltInError.SLICE_OUT_OF_RANGE, expr.span(), start, written)));
    return new Val.Slice(buffer, start, i64(BinaryOperator.SUB, end, start));
  }

  static Val or(Val left, Val right) {
    return new Val.Binary(BinaryOperator.LOGICAL_OR, ScalarType.BOOL, left, right);
  }

  private static Val field(RoutineBuilder b, FieldOf expr) {
    StructType type = (StructType) expr.struct().type();
    int position = type.indexOf(expr.field());
    return new Val.Field(value(b, expr.struct()), position, type.fields().get(position).type());
  }
}
