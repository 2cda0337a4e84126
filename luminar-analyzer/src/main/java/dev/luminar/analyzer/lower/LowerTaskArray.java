package dev.luminar.analyzer.lower;

import dev.luminar.model.ArrayDecl;
import dev.luminar.model.Store;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.ElementOf;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;

/**
 * This pass lowers arrays of references to tasks. Whoever reads an element takes a reference of its
 * own, so that the element may change meanwhile.
 */
final class LowerTaskArray {

  private LowerTaskArray() {}

  static void declare(RoutineBuilder b, ArrayDecl decl) {
    Val count = b.once("length", LowerExpr.index(b, decl.length()));
    if (!(count instanceof Val.Const c && c.bits() >= 0)) {
      b.emit(
          new Code.RaiseIf(
              LowerExpr.i64(BinaryOperator.LT, count, Val.i64(0)),
              b.raise(BuiltInError.NEGATIVE_LENGTH, decl.span(), count)));
    }
    Local tasks = b.local(decl.name(), b.plan.type(decl.type()));
    b.own(tasks);
    b.plan.uses(Hook.TASK_RELEASE);
    b.emit(new TaskCode.NewTasks(tasks, count, b.raise(BuiltInError.OUT_OF_MEMORY, decl.span())));
    b.bind(decl.name(), tasks);
  }

  static Val element(RoutineBuilder b, ElementOf expr, Val tasks, Val index) {
    PlanType.Tasks type = (PlanType.Tasks) tasks.type();
    Local task = b.local("task", new PlanType.Task(type.result()));
    b.own(task);
    b.emit(
        new TaskCode.TakeTask(
            task, tasks, index, b.raise(BuiltInError.NO_REFERENCE, expr.span(), index)));
    return Val.read(task);
  }

  /** As in a store into a buffer the index is checked last. */
  static void store(RoutineBuilder b, Store store) {
    Val tasks = LowerExpr.value(b, store.target());
    Val index = b.once("index", LowerExpr.index(b, store.index()));
    Val task = LowerExpr.value(b, store.value());
    LowerExpr.checkIndex(b, index, new Val.ChannelCount(tasks), store.span());
    b.emit(new TaskCode.PutTask(tasks, index, task));
  }
}
