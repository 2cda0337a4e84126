package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Call;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.Parameter;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * This pass lowers calls. A function that may wait becomes part of the task, or of the body of the
 * block, that calls it, so that waiting and cancellation need no way through a call; everything
 * else is called.
 */
final class LowerCall {

  private LowerCall() {}

  /** A call in an expression: of a pure function or extern. */
  static Val value(RoutineBuilder b, CallExpr call) {
    ImmutableList<Val> args = LowerExpr.values(b, call.arguments());
    Extern extern = b.lowering.extern(call.callee());
    PlanType type = b.plan.type(call.type());
    if (extern != null) {
      Local result = b.local(call.callee(), type);
      callExtern(b, extern, Optional.of(result), args, call.span());
      return Val.read(result);
    }
    int routine = b.lowering.routine(call.callee());
    Routine callee = b.plan.routine(routine);
    ImmutableList<Val> all = withDepth(b, call.callee(), args);
    if (callee != null && !callee.usesContext()) {
      b.lowering.reach.edge(b.id, routine);
      return new Val.Call(routine, all, type);
    }
    Local result = b.local(call.callee(), type);
    call(b, Optional.of(result), routine, all);
    return Val.read(result);
  }

  /** A call as a statement. */
  static void statement(RoutineBuilder b, Call call) {
    ImmutableList<Val> args = LowerExpr.values(b, call.arguments());
    Extern extern = b.lowering.extern(call.callee());
    Optional<Local> result =
        call.result().map(name -> b.local(name, b.plan.type(call.resultType().orElseThrow())));
    if (extern != null) {
      callExtern(b, extern, result, args, call.span());
    } else if ((b.isStep() || b.openBlock != null) && b.lowering.mayWait(call.callee())) {
      ImmutableList<Val> all = withDepth(b, call.callee(), args);
      inline(b, b.lowering.function(call.callee()), result.orElse(null), all);
    } else {
      call(b, result, b.lowering.routine(call.callee()), withDepth(b, call.callee(), args));
    }
    call.result().ifPresent(name -> b.bind(name, result.orElseThrow()));
  }

  private static void call(
      RoutineBuilder b, Optional<Local> result, int routine, ImmutableList<Val> args) {
    Routine callee = b.plan.routine(routine);
    if (callee == null || callee.usesContext()) {
      b.noteContext();
      b.notePosition();
    }
    if (callee == null || callee.fallible()) {
      b.noteRaise();
    }
    b.lowering.reach.edge(b.id, routine);
    b.emit(new Code.Call(result, routine, args));
  }

  /** The arguments of a call, with the depth where the callee counts it. */
  static ImmutableList<Val> withDepth(RoutineBuilder b, String callee, ImmutableList<Val> args) {
    if (!b.lowering.facts(callee).isRecursive()) {
      return args;
    }
    boolean sameCycle =
        b.lowering.facts(callee).component() == b.lowering.facts(b.cursor.function).component();
    Val depth =
        sameCycle
            ? LowerExpr.i64(
                BinaryOperator.ADD, Val.read(b.lookup(Hidden.DEPTH).local()), Val.i64(1))
            : Val.i64(1);
    return args.newWith(depth);
  }

  private static void callExtern(
      RoutineBuilder b, Extern extern, Optional<Local> result, ImmutableList<Val> args, Span span) {
    int id = b.plan.extern(extern);
    ExternPlan plan = b.plan.externPlan(id);
    b.noteContext();
    Optional<Code.Raise> failure =
        plan.fails()
            ? Optional.of(
                b.raise(
                    b.plan.site(
                        BuiltInError.EXTERN_FAILED.typeName(),
                        BuiltInError.EXTERN_FAILED.message(),
                        span),
                    Val.i64(0),
                    Lists.immutable.empty()))
            : Optional.empty();
    Optional<Local> into = result;
    if (result.isEmpty() && !(plan.result() instanceof PlanType.Nothing)) {
      into = Optional.of(b.local("unused", plan.result()));
    }
    b.emit(new Code.CallExtern(into, id, args, failure));
  }

  private static void inline(
      RoutineBuilder b, Function function, @Nullable Local result, ImmutableList<Val> args) {
    FunctionCursor caller = b.cursor;
    b.cursor = new FunctionCursor(function.name());
    Label exit = b.label("end_of_" + function.name());
    if (result != null) {
      b.noteVariable(result);
      b.emit(new Code.Declare(result, Optional.of(LowerFunction.zero(b, result.type()))));
    }
    b.isolated(() -> {
      for (int i = 0; i < function.parameters().size(); i++) {
        Parameter parameter = function.parameters().get(i);
        b.bind(parameter.name(), b.declare(parameter.name(), args.get(i)));
      }
      if (args.size() > function.parameters().size()) {
        b.bind(Hidden.DEPTH, b.declare("depth", args.getLast()));
        LowerFunction.guardDepth(b, function);
      }
      LowerFunction.declareErrorCounts(b, function.body());
      b.jumps.pushExit(new Jumps.Exit(exit, result, b.scope()));
      Code body = b.nested(() -> LowerStmt.block(b, function.body()));
      b.jumps.popExit();
      b.emit(new Code.Labelled(exit, body));
    });
    b.cursor = caller;
  }
}
