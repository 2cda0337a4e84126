package dev.luminar.emit.c;

import static dev.luminar.emit.c.PlanBuilder.F64S;
import static dev.luminar.emit.c.PlanBuilder.I64S;
import static dev.luminar.emit.c.PlanBuilder.f64;
import static dev.luminar.emit.c.PlanBuilder.let;
import static dev.luminar.emit.c.PlanBuilder.op;
import static dev.luminar.emit.c.PlanBuilder.read;
import static dev.luminar.emit.c.PlanBuilder.ret;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.ReductionPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.Threads;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.collections.api.factory.Lists;

/** Plans that several tests use. */
final class SamplePlans {
  private SamplePlans() {}

  /** {@code dot}: a shaped reduction on {@code threads} threads, without errors. */
  static Plan dot(Threads threads) {
    PlanBuilder b = new PlanBuilder("stats");
    int chunk =
        b.routine(
            "dot$parallel1",
            Routine.Kind.CHUNK,
            PlanType.NOTHING,
            false,
            false,
            s -> {
              var xs = s.param("xs", F64S);
              var ys = s.param("ys", F64S);
              var from = s.param("from", PlanType.I64);
              var to = s.param("to", PlanType.I64);
              var i = s.local("i", PlanType.I64);
              var value = s.local("total_value", PlanType.F64);
              return new Code.Lanes(
                  new Label(0, "iteration"),
                  i,
                  read(from),
                  read(to),
                  let(
                      value,
                      op(
                          BinaryOperator.MUL,
                          ScalarType.F64,
                          new Val.Load(read(xs), read(i)),
                          new Val.Load(read(ys), read(i)))),
                  Lists.immutable.of(new Code.Lane(0, value, Optional.empty())),
                  true);
            });
    int region =
        b.region(
            "dot$parallel1", chunk, threads, new RegionErrors.None(), List.of(sum("total")), 1);
    b.function(
        "dot",
        PlanType.F64,
        false,
        false,
        s -> {
          var xs = s.param("xs", F64S);
          var ys = s.param("ys", F64S);
          var cores = s.param("cores", PlanType.I64);
          var total = s.local("total", PlanType.F64);
          return Code.seq(
              new Code.RunRegion(
                  region,
                  new Val.Length(read(xs)),
                  threads instanceof Threads.Exactly ? Optional.of(read(cores)) : Optional.empty(),
                  Optional.empty(),
                  Lists.immutable.of(read(xs), read(ys)),
                  Lists.immutable.of(f64(0)),
                  Lists.immutable.of(total),
                  Optional.empty()),
              ret(read(total)));
        });
    return b.build();
  }

  static ReductionPlan sum(String name) {
    return new ReductionPlan(
        name, ScalarType.F64, ReductionPlan.Operator.SUM, OptionalInt.empty(), 0);
  }

  /** {@code divide}: ys[i] = 100 / xs[i] in parallel, with an error for each zero. */
  static Plan divide(RegionErrors errors) {
    PlanBuilder b = new PlanBuilder("divide");
    int zero = b.site("division_by_zero", "division of {0} by zero, 100 % {{}} \"quoted\"");
    int range = b.site("index_out_of_range", "index {0} is out of range for length {1}");
    int chunk =
        b.routine(
            "divide$work",
            Routine.Kind.CHUNK,
            PlanType.NOTHING,
            true,
            false,
            s -> {
              var xs = s.param("xs", I64S);
              var ys = s.param("ys", I64S);
              var from = s.param("from", PlanType.I64);
              var to = s.param("to", PlanType.I64);
              var i = s.local("i", PlanType.I64);
              var x = s.local("x", PlanType.I64);
              var done = s.local("done", PlanType.I64);
              return Code.seq(
                  new Code.LoadPartial(0, done),
                  new Code.Count(
                      new Label(0, "iteration"),
                      i,
                      read(from),
                      read(to),
                      new Code.Catch(
                          new Label(1, "failed"),
                          Code.seq(
                              let(x, new Val.Load(read(xs), read(i))),
                              new Code.RaiseIf(
                                  op(BinaryOperator.EQ, ScalarType.I64, read(x), Val.i64(0)),
                                  b.raise(zero, read(i))),
                              new Code.RaiseIf(
                                  new Val.OutOfRange(read(i), new Val.Length(read(ys))),
                                  b.raise(range, read(i), new Val.Length(read(ys)))),
                              new Code.Store(
                                  read(ys),
                                  read(i),
                                  op(BinaryOperator.DIV, ScalarType.I64, Val.i64(100), read(x))),
                              new Code.Set(
                                  done,
                                  op(BinaryOperator.ADD, ScalarType.I64, read(done), Val.i64(1)))),
                          new Code.RecordIteration(
                              read(i), new Code.PathStep(Val.i64(-1), read(i), read(i))))),
                  new Code.StorePartial(0, read(done)));
            });
    int region =
        b.region(
            "divide$work",
            chunk,
            new Threads.Exactly(),
            errors,
            List.of(
                new ReductionPlan(
                    "done", ScalarType.I64, ReductionPlan.Operator.SUM, OptionalInt.empty(), 0)),
            100);
    b.function(
        "divide",
        PlanType.I64,
        true,
        errors instanceof RegionErrors.Stop,
        s -> {
          var xs = s.param("xs", I64S);
          var ys = s.param("ys", I64S);
          var cores = s.param("cores", PlanType.I64);
          var done = s.local("done", PlanType.I64);
          var count = s.local("errors", PlanType.I64);
          return Code.seq(
              new Code.RunRegion(
                  region,
                  new Val.Length(read(xs)),
                  Optional.of(read(cores)),
                  Optional.empty(),
                  Lists.immutable.of(read(xs), read(ys)),
                  Lists.immutable.of(Val.i64(0)),
                  Lists.immutable.of(done),
                  Optional.of(count)),
              ret(
                  op(
                      BinaryOperator.ADD,
                      ScalarType.I64,
                      read(done),
                      op(BinaryOperator.MUL, ScalarType.I64, read(count), Val.i64(1_000_000)))));
        });
    return b.build();
  }
}
