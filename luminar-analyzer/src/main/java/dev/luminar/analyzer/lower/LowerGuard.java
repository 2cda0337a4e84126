package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.Guard;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/** This pass lowers the question whether the iterations of a region may run at the same time. */
final class LowerGuard {
  private final RoutineBuilder b;

  private LowerGuard(RoutineBuilder b) {
    this.b = b;
  }

  /** Emits the question; gives its answer, or nothing where nothing is asked. */
  static Optional<Val> of(RoutineBuilder b, Guard guard) {
    if (guard.equals(Guard.ALWAYS)) {
      return Optional.empty();
    }
    b.emit(
        new Code.Note(
            "whether no two iterations touch one element; if not, they run one after the other"));
    return Optional.of(Val.read(b.declare("apart", new LowerGuard(b).value(guard))));
  }

  private Val value(Guard guard) {
    return switch (guard) {
      case Guard.All all -> {
        List<Guard.Rising> rising = new ArrayList<>();
        List<Val> others = new ArrayList<>();
        for (Guard part : all.parts()) {
          if (part instanceof Guard.Rising offsets) {
            rising.add(offsets);
          } else {
            others.add(value(part));
          }
        }
        Val holds = joined(BinaryOperator.LOGICAL_AND, others, true);
        for (Guard.Rising offsets : rising) {
          holds = rising(offsets, holds);
        }
        yield holds;
      }
      case Guard.Any any ->
          joined(BinaryOperator.LOGICAL_OR, any.parts().collect(this::value).castToList(), false);
      case Guard.NotNegative one -> compared(one.sum());
      case Guard.Fits fits ->
          new Val.Binary(
              BinaryOperator.LE,
              ScalarType.F64,
              size(fits.sum()),
              new Val.Const(ScalarType.F64, Double.doubleToLongBits(fits.limit())));
      case Guard.Rising offsets -> rising(offsets, Val.bool(true));
    };
  }

  private static Val joined(BinaryOperator operator, List<Val> parts, boolean ofNone) {
    Val all = null;
    for (Val part : parts) {
      all = all == null ? part : new Val.Binary(operator, ScalarType.BOOL, all, part);
    }
    return all == null ? Val.bool(ofNone) : all;
  }

  // ---- sums

  /** The positive terms on one side, the others on the other. */
  private Val compared(Guard.Sum sum) {
    return LowerExpr.i64(BinaryOperator.GE, side(sum, 1), side(sum, -1));
  }

  private Val side(Guard.Sum sum, int sign) {
    Val all = null;
    for (Guard.Term term : sum.terms()) {
      if (Long.signum(term.coefficient()) == sign) {
        Val product = product(term.factors().castToList(), Math.abs(term.coefficient()));
        all = all == null ? product : LowerExpr.i64(BinaryOperator.ADD, all, product);
      }
    }
    return all == null ? Val.i64(0) : all;
  }

  private Val whole(Guard.Sum sum) {
    Val above = side(sum, 1);
    Val below = side(sum, -1);
    if (above instanceof Val.Const a && below instanceof Val.Const c) {
      return Val.i64(a.bits() - c.bits());
    }
    return below instanceof Val.Const c && c.bits() == 0
        ? above
        : LowerExpr.i64(BinaryOperator.SUB, above, below);
  }

  private Val product(List<Guard.Value> factors, long coefficient) {
    Val all = coefficient == 1 && !factors.isEmpty() ? null : Val.i64(coefficient);
    for (Guard.Value factor : factors) {
      Val value = value(factor);
      all = all == null ? value : LowerExpr.i64(BinaryOperator.MUL, all, value);
    }
    return java.util.Objects.requireNonNull(all);
  }

  private Val value(Guard.Value value) {
    return switch (value) {
      case Guard.Name name -> widened(Val.read(b.lookup(name.name()).local()));
      case Guard.Length length -> new Val.Length(Val.read(b.lookup(length.buffer()).local()));
      case Guard.Floor floor -> floored(floor);
    };
  }

  private static Val widened(Val value) {
    return value.type().equals(PlanType.I64)
        ? value
        : new Val.Convert(ScalarType.I32, ScalarType.I64, value);
  }

  /** Division rounds towards zero, so what is below zero is moved before. */
  private Val floored(Guard.Floor floor) {
    Val of = b.once("numerator", whole(floor.of()));
    Val by = Val.i64(floor.by());
    Val moved = LowerExpr.i64(BinaryOperator.SUB, of, Val.i64(floor.by() - 1));
    return LowerExpr.i64(
        BinaryOperator.DIV,
        new Val.Choose(LowerExpr.i64(BinaryOperator.LT, of, Val.i64(0)), moved, of),
        by);
  }

  // ---- sizes

  /** The sum of the sizes of the terms, in f64, which does not overflow. */
  private Val size(Guard.Sum sum) {
    Val all = null;
    for (Guard.Term term : sum.terms()) {
      Val product = null;
      if (term.factors().isEmpty() || Math.abs(term.coefficient()) != 1) {
        product = f64(Math.abs((double) term.coefficient()));
      }
      for (Guard.Value factor : term.factors()) {
        Val size =
            new Val.Math(
                IntrinsicFunction.ABS,
                ScalarType.F64,
                Lists.immutable.of(new Val.Convert(ScalarType.I64, ScalarType.F64, value(factor))));
        product = product == null ? size : times(BinaryOperator.MUL, product, size);
      }
      Val one = java.util.Objects.requireNonNull(product);
      all = all == null ? one : times(BinaryOperator.ADD, all, one);
    }
    return all == null ? f64(0) : all;
  }

  private static Val times(BinaryOperator operator, Val left, Val right) {
    return new Val.Binary(operator, ScalarType.F64, left, right);
  }

  private static Val f64(double value) {
    return new Val.Const(ScalarType.F64, Double.doubleToLongBits(value));
  }

  // ---- offsets

  /** Whether something holds and offsets do not fall; they are looked at only if it does. */
  private Val rising(Guard.Rising offsets, Val holds) {
    Val buffer = Val.read(b.lookup(offsets.buffer()).local());
    Local rises = b.declare("rises", holds);
    b.noteVariable(rises);
    Code look =
        b.nested(() -> {
          Val length = new Val.Length(buffer);
          Val first = extreme(IntrinsicFunction.MAX, whole(offsets.from()), Val.i64(0));
          Val last =
              extreme(
                  IntrinsicFunction.MIN,
                  whole(offsets.to()),
                  LowerExpr.i64(BinaryOperator.SUB, length, Val.i64(1)));
          Val from = b.frozen("first", first);
          Val to = b.frozen("last", last);
          Label label = b.label("offsets");
          Local index = b.local("k", PlanType.I64);
          Val next = LowerExpr.i64(BinaryOperator.ADD, Val.read(index), Val.i64(1));
          ScalarType kind = loaded(buffer);
          Val falls =
              new Val.Binary(
                  BinaryOperator.GT, kind, load(buffer, Val.read(index)), load(buffer, next));
          Code stop = Code.seq(new Code.Set(rises, Val.bool(false)), new Code.Break(label));
          b.emit(new Code.Count(label, index, from, to, new Code.If(falls, stop, Code.NOTHING)));
          Code ends =
              new Code.Set(
                  rises,
                  joined(
                      BinaryOperator.LOGICAL_AND,
                      List.of(
                          Val.read(rises),
                          new Val.Binary(BinaryOperator.GE, kind, load(buffer, from), zero(kind)),
                          LowerExpr.i64(
                              BinaryOperator.LE, widened(load(buffer, to)), Val.i64(1L << 62))),
                      true));
          b.emit(new Code.If(LowerExpr.i64(BinaryOperator.LE, from, to), ends, Code.NOTHING));
        });
    b.emit(new Code.If(Val.read(rises), look, Code.NOTHING));
    return Val.read(rises);
  }

  private static Val load(Val buffer, Val index) {
    return new Val.Load(buffer, index);
  }

  private static Val zero(ScalarType kind) {
    return new Val.Const(kind, 0);
  }

  private static ScalarType loaded(Val buffer) {
    PlanType type = new Val.Load(buffer, Val.i64(0)).type();
    return type.equals(PlanType.I64) ? ScalarType.I64 : ScalarType.I32;
  }

  private static Val extreme(IntrinsicFunction function, Val left, Val right) {
    return new Val.Math(function, ScalarType.I64, Lists.immutable.of(left, right));
  }
}
