package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.ArrayDecl;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.Attempt;
import dev.luminar.model.Block;
import dev.luminar.model.BufferDecl;
import dev.luminar.model.Call;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.ElementPlace;
import dev.luminar.model.Ensure;
import dev.luminar.model.Function;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.Parallel;
import dev.luminar.model.Parameter;
import dev.luminar.model.Raise;
import dev.luminar.model.Return;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.Task;
import dev.luminar.model.Walk;
import dev.luminar.model.Worker;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.ErrorsOf;
import dev.luminar.model.expr.Expr;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.StructLayout;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** This pass makes the routine of a function that is called directly. */
final class LowerFunction {

  private LowerFunction() {}

  static void lower(Lowering lowering, Function function) {
    FunctionFacts facts = lowering.facts(function.name());
    int id = lowering.routine(function.name());
    String name = lowering.plan.unique(function.name());
    RoutineBuilder b =
        new RoutineBuilder(
            lowering, null, Routine.Kind.FUNCTION, id, name, new FunctionCursor(function.name()));
    for (Parameter parameter : function.parameters()) {
      Local local = b.param(parameter.name(), lowering.plan.type(parameter.type()));
      b.bind(parameter.name(), local);
    }
    if (facts.isRecursive()) {
      b.bind(Hidden.DEPTH, b.param("depth", PlanType.I64));
      b.assumeFallible();
      guardDepth(b, function);
      if (lowering.analyzed.facts().region(new RegionKey(function.name(), 0)).isPresent()) {
        lowering.reach.noteDeep(id);
      }
    }
    PlanType result = function.result().map(lowering.plan::type).orElse(PlanType.NOTHING);
    declareErrorCounts(b, function.body());
    if (owns(lowering, function.body()) || LowerTeam.mayOwn(lowering, function.name())) {
      bodyWithCleanup(b, function, result);
    } else {
      b.scoped(() -> LowerStmt.statements(b, function.body()));
      end(b, function, result);
    }
    lowering.plan.define(b.finish(result, b.params(), function.span()));
    if (function.isExported()) {
      lowering.setEntry(function.name(), facts.isRecursive() ? entry(lowering, function, id) : id);
    }
  }

  /** Bounds the calls of a cycle, which a hidden last parameter counts. */
  static void guardDepth(RoutineBuilder b, Function function) {
    Local depth = b.lookup(Hidden.DEPTH).local();
    Val max = Val.i64(b.lowering.depthMax());
    b.emit(
        new Code.RaiseIf(
            LowerExpr.i64(BinaryOperator.GT, Val.read(depth), max),
            b.raise(BuiltInError.RECURSION_TOO_DEEP, function.span(), max)));
  }

  /** The routine through which the host calls a recursive function: at depth 1. */
  private static int entry(Lowering lowering, Function function, int callee) {
    int id = lowering.plan.reserveRoutine();
    RoutineBuilder b =
        new RoutineBuilder(
            lowering,
            null,
            Routine.Kind.FUNCTION,
            id,
            lowering.plan.unique(function.name() + "$entry"),
            new FunctionCursor(function.name()));
    MutableList<Val> args = Lists.mutable.empty();
    for (Parameter parameter : function.parameters()) {
      args.add(Val.read(b.param(parameter.name(), lowering.plan.type(parameter.type()))));
    }
    args.add(Val.i64(1));
    b.assumeFallible();
    lowering.reach.edge(id, callee);
    PlanType result = function.result().map(lowering.plan::type).orElse(PlanType.NOTHING);
    if (result instanceof PlanType.Nothing) {
      b.emit(new Code.Call(Optional.empty(), callee, args.toImmutable()));
      b.emit(new Code.Return(Optional.empty()));
    } else {
      Local value = b.local("result", result);
      b.emit(new Code.Call(Optional.of(value), callee, args.toImmutable()));
      b.emit(new Code.Return(Optional.of(Val.read(value))));
    }
    lowering.plan.define(b.finish(result, b.params(), function.span()));
    return id;
  }

  /** Lowers a block that a task or an iteration runs. */
  static void body(RoutineBuilder b, Block body) {
    declareErrorCounts(b, body);
    LowerStmt.block(b, body);
  }

  /**
   * The labels whose error counts the body asks for get a variable each. The body of a task or an
   * iteration, which is a routine of its own, has its own.
   */
  static void declareErrorCounts(RoutineBuilder b, Block body) {
    Set<String> labels = new LinkedHashSet<>();
    collectErrorCounts(body, labels);
    for (String label : labels) {
      Local count = b.declare("errors_" + label, Val.i64(0));
      b.noteVariable(count);
      b.bind(Hidden.errorsOf(label), count);
    }
  }

  private static void collectErrorCounts(Block block, Set<String> labels) {
    for (Stmt stmt : block.statements()) {
      stmt.expressions().each(e -> collectErrorCounts(e, labels));
      if (!(stmt instanceof Parallel || stmt instanceof Task || stmt instanceof Worker)) {
        stmt.blocks().each(inner -> collectErrorCounts(inner, labels));
      }
    }
  }

  private static void collectErrorCounts(Expr expr, Set<String> labels) {
    if (expr instanceof ErrorsOf count) {
      labels.add(count.label());
    }
    expr.children().each(e -> collectErrorCounts(e, labels));
  }

  private static void bodyWithCleanup(RoutineBuilder b, Function function, PlanType result) {
    Local value = result instanceof PlanType.Nothing ? null : b.local("result", result);
    if (value != null) {
      b.noteVariable(value);
      b.emit(new Code.Declare(value, Optional.of(zero(b, result))));
    }
    Label exit = b.label("exit");
    b.jumps.pushExit(new Jumps.Exit(exit, value, b.scope()));
    Code body =
        b.nested(() -> {
          boolean raised =
              b.catching("failed", false, () -> LowerStmt.statements(b, function.body()), () -> {});
          if (raised) {
            b.assumeFallible();
          }
        });
    b.jumps.popExit();
    b.emit(new Code.Labelled(exit, body));
    b.release(new ArrayList<>(b.owned()));
    b.emit(new Code.Return(value == null ? Optional.empty() : Optional.of(Val.read(value))));
  }

  private static void end(RoutineBuilder b, Function function, PlanType result) {
    if (result instanceof PlanType.Nothing) {
      b.emit(new Code.Return(Optional.empty()));
    } else if (!ends(function.body())) {
      b.emit(new Code.Note("not reached: every way through the function returns"));
      b.emit(new Code.Return(Optional.of(zero(b, result))));
    }
  }

  /** Whether a block plainly ends by leaving the function. */
  private static boolean ends(Block block) {
    List<Stmt> statements = block.statements().castToList();
    if (statements.isEmpty()) {
      return false;
    }
    return switch (statements.get(statements.size() - 1)) {
      case Return r -> true;
      case Raise r -> true;
      case If i ->
          i.otherwise().map(LowerFunction::ends).orElse(false)
              && i.arms().collect(IfArm::body).allSatisfy(LowerFunction::ends);
      default -> false;
    };
  }

  /**
   * Whether a block declares storage or channels in the routine that runs it, holds an error in a
   * handler or in front of a cleanup, or may take in a function that does.
   */
  static boolean owns(Lowering lowering, Block block) {
    for (Stmt stmt : block.statements()) {
      if (stmt instanceof BufferDecl
          || stmt instanceof ChannelDecl
          || stmt instanceof ArrayDecl
          || stmt instanceof Ensure
          || stmt instanceof Spawn) {
        return true;
      }
      if (stmt instanceof Attempt attempt && LowerAttempt.holdsError(attempt)) {
        return true;
      }
      if (stmt instanceof Parallel parallel && ownsForBlock(parallel)) {
        return true;
      }
      if (stmt instanceof Call call
          && lowering.extern(call.callee()) == null
          && lowering.mayWait(call.callee())) {
        return true;
      }
      boolean elsewhere =
          stmt instanceof Parallel || stmt instanceof Task || stmt instanceof Worker;
      if (!elsewhere && stmt.blocks().anySatisfy(inner -> owns(lowering, inner))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the routine that runs a parallel block may get memory for it. */
  private static boolean ownsForBlock(Parallel block) {
    boolean[] needs = {block.reductions().anySatisfy(r -> r.length().isPresent())};
    Walk.statements(
        block.body(),
        stmt ->
            needs[0] |=
                stmt instanceof AtomicRmw change && change.place() instanceof ElementPlace
                    || stmt instanceof Store store
                        && store.claim() == AccessClaim.ASSUME_INJECTIVE_CHECKED);
    return needs[0];
  }

  /** The zero of a type of values. */
  static Val zero(RoutineBuilder b, PlanType type) {
    return switch (type) {
      case PlanType.Scalar s -> new Val.Const(s.kind(), 0);
      case PlanType.Struct s -> {
        StructLayout layout = b.plan.layout(s.struct());
        yield new Val.MakeStruct(
            s.struct(),
            layout
                .fields()
                .collect(
                    f -> new Val.Const(((PlanType.Scalar) Val.valueType(f.type())).kind(), 0)));
      }
      default -> throw new IllegalStateException("no value has type " + type);
    };
  }
}
