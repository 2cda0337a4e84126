package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.model.Parallel;
import dev.luminar.model.Store;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.util.Optional;

/**
 * This pass lowers the check that no two iterations store into one element: a pass over the
 * iterations in their order that follows each up to its indices, and marks for each element the
 * first iteration that stores into it. An iteration that fails is followed up to there.
 */
final class LowerInjectivity {
  private LowerInjectivity() {}

  /**
   * Where a checked store leaves its mark instead of storing.
   *
   * @param marks for each element 1 and the position of the iteration, 0 for none
   * @param position the iteration
   * @param earlier takes the mark of an iteration that collides with a later one
   * @param later takes the position of that one
   * @param end is left when two collide
   */
  record Marks(Local marks, Local position, Local earlier, Local later, Label end) {
    void store(RoutineBuilder b, Store store) {
      Val index = b.once("index", LowerExpr.index(b, store.index()));
      Code look =
          b.nested(() -> {
            Val mark = LowerExpr.i64(BinaryOperator.ADD, Val.read(position), Val.i64(1));
            Val before = Val.read(b.declare("before", new Val.Load(Val.read(marks), index)));
            Val isOther =
                new Val.Binary(
                    BinaryOperator.LOGICAL_AND,
                    ScalarType.BOOL,
                    LowerExpr.i64(BinaryOperator.NE, before, Val.i64(0)),
                    LowerExpr.i64(BinaryOperator.NE, before, mark));
            b.emit(
                new Code.If(
                    isOther,
                    Code.seq(
                        new Code.Set(earlier, before),
                        new Code.Set(later, Val.read(position)),
                        new Code.Break(end)),
                    Code.NOTHING));
            b.emit(new Code.Store(Val.read(marks), index, mark));
          });
      Val isOutside = new Val.OutOfRange(index, new Val.Length(Val.read(marks)));
      b.emit(new Code.If(isOutside, Code.NOTHING, look));
    }
  }

  static void lower(RoutineBuilder b, Parallel block, LowerLoop.Trip trip, InjectivityCheck check) {
    b.scoped(() -> {
      b.emit(
          new Code.Note(
              "no two iterations may store into one element of "
                  + check.buffer()
                  + ": looked at first"));
      Local target = b.lookup(check.buffer()).local();
      Local marks =
          b.local("marks", new PlanType.Buffer(new PlanType.Scalar(ScalarType.I64), false));
      b.own(marks);
      Val length = new Val.Length(Val.read(target));
      b.emit(
          new Code.NewBuffer(
              marks,
              length,
              b.raise(BuiltInError.NEGATIVE_LENGTH, check.span(), length),
              b.raise(BuiltInError.OUT_OF_MEMORY, check.span())));
      Local earlier = b.declare("earlier", Val.i64(0));
      Local later = b.declare("later", Val.i64(0));
      b.noteVariable(earlier);
      b.noteVariable(later);
      Label end = b.label("checked");
      b.emit(
          new Code.Labelled(
              end,
              b.nested(() ->
                  pass(
                      b,
                      block,
                      trip,
                      check,
                      new Marks(marks, b.local("position", PlanType.I64), earlier, later, end)))));
      Val first = trip.valueAt(LowerExpr.i64(BinaryOperator.SUB, Val.read(earlier), Val.i64(1)));
      Val second = trip.valueAt(Val.read(later));
      b.emit(
          new Code.RaiseIf(
              LowerExpr.i64(BinaryOperator.NE, Val.read(earlier), Val.i64(0)),
              b.raise(BuiltInError.NOT_INJECTIVE, check.span(), first, second)));
    });
  }

  private static void pass(
      RoutineBuilder b, Parallel block, LowerLoop.Trip trip, InjectivityCheck check, Marks marks) {
    Code body =
        b.nested(() ->
            b.scoped(() -> {
              Local index =
                  b.declare(
                      block.index(),
                      LowerExpr.narrow(
                          trip.valueAt(Val.read(marks.position())),
                          (ScalarType) block.range().start().type()));
              b.bind(block.index(), index);
              Marks around = b.marks;
              b.marks = marks;
              b.catching(
                  "not_followed",
                  () -> LowerStmt.block(b, check.slice()),
                  () -> b.emit(new AttemptCode.TakeError(Optional.empty())));
              b.marks = around;
            }));
    b.emit(new Code.Count(b.label("iterations"), marks.position(), Val.i64(0), trip.last(), body));
  }
}
