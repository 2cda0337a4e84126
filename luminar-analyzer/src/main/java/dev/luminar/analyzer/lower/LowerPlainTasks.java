package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.program.RegionAnalysis;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BareRegion;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/**
 * This pass lowers concurrent blocks of plain tasks to bare regions: the tasks of all statements
 * stand in one row of positions, and a chunk runs a piece of it.
 */
final class LowerPlainTasks {

  private LowerPlainTasks() {}

  /**
   * A task statement.
   *
   * @param start its first position, as a value of the routine that runs the block
   * @param trip its range; null for a single task
   */
  private record Piece(Task task, int ordinal, Val start, LowerLoop.Trip trip) {}

  static void lower(RoutineBuilder b, Concurrent block, RegionAnalysis analysis) {
    List<Piece> pieces = new ArrayList<>();
    Val end = Val.i64(0);
    for (Stmt stmt : block.body().statements()) {
      if (!(stmt instanceof Task task)) {
        LowerStmt.statement(b, stmt);
        continue;
      }
      LowerLoop.Trip trip =
          task.over().map(over -> LowerLoop.counted(b, over.range())).orElse(null);
      pieces.add(new Piece(task, pieces.size(), end, trip));
      end = b.frozen("end", plus(end, trip == null ? Val.i64(1) : trip.last()));
    }
    RegionErrors strategy = RegionParts.errors(block.options().onError());
    Optional<Local> team = LowerTeam.of(b, analysis, block.options().cores());
    int region = b.plan.reserveBareRegion();
    String name = RegionParts.name(b, block, "concurrent", "");
    RoutineBuilder chunk =
        new RoutineBuilder(
            b.lowering,
            b,
            Routine.Kind.CHUNK,
            b.plan.reserveRoutine(),
            b.plan.unique(name + "$chunk"),
            b.cursor);
    Local from = chunk.local("from", PlanType.I64);
    Local to = chunk.local("to", PlanType.I64);
    Local position = chunk.local("position", PlanType.I64);
    boolean[] raised = new boolean[1];
    Code body = chunk.nested(() -> dispatch(b, chunk, pieces, 0, position, strategy, raised));
    chunk.emit(new Code.Count(chunk.label("tasks"), position, Val.read(from), Val.read(to), body));
    chunk.emit(new Code.Return(Optional.empty()));
    List<Local> params = new ArrayList<>(chunk.params());
    params.add(from);
    params.add(to);
    RegionErrors errors = RegionParts.needed(strategy, raised[0], chunk);
    b.plan.define(chunk.finish(PlanType.NOTHING, params, block.span()));
    b.plan.define(
        new BareRegion(
            region,
            name,
            RegionParts.notation(block),
            false,
            chunk.id,
            RegionParts.captures(chunk, analysis),
            BareRegions.threads(b, block.options().cores(), analysis),
            analysis.schedule().schedule(),
            1,
            false,
            1,
            team.isPresent(),
            errors,
            Lists.immutable.empty(),
            analysis.reasons(),
            block.span()));

    BareRegions.run(
        b,
        region,
        chunk,
        end,
        block.options().cores(),
        team,
        Optional.empty(),
        Optional.empty(),
        Lists.immutable.empty(),
        List.of(),
        errors,
        RegionParts.errorCount(b, block));
  }

  private static Val plus(Val left, Val right) {
    if (left instanceof Val.Const l && right instanceof Val.Const r) {
      return Val.i64(l.bits() + r.bits());
    }
    return LowerChannel.plus(left, right);
  }

  /** Runs the task of a position: the last statement that starts at or before it. */
  private static void dispatch(
      RoutineBuilder b,
      RoutineBuilder chunk,
      List<Piece> pieces,
      int at,
      Local position,
      RegionErrors strategy,
      boolean[] raised) {
    if (at == pieces.size()) {
      return;
    }
    Piece piece = pieces.get(at);
    if (at + 1 == pieces.size()) {
      task(b, chunk, piece, position, strategy, raised);
      return;
    }
    Val end = captured(b, chunk, new Hidden("(end " + at + ")"), pieces.get(at + 1).start());
    Code then = chunk.nested(() -> task(b, chunk, piece, position, strategy, raised));
    Code otherwise =
        chunk.nested(() -> dispatch(b, chunk, pieces, at + 1, position, strategy, raised));
    chunk.emit(
        new Code.If(LowerExpr.i64(BinaryOperator.LT, Val.read(position), end), then, otherwise));
  }

  /** A value of the outer routine as the chunk sees it. */
  private static Val captured(RoutineBuilder b, RoutineBuilder chunk, Hidden name, Val value) {
    if (value instanceof Val.Read read) {
      b.bind(name, read.local());
      return Val.read(chunk.lookup(name).local());
    }
    return value;
  }

  private static void task(
      RoutineBuilder b,
      RoutineBuilder chunk,
      Piece piece,
      Local position,
      RegionErrors strategy,
      boolean[] raised) {
    IndexFacts facts = b.lowering.hoisting.facts;
    facts.enter();
    chunk.scoped(() -> {
      int n = piece.ordinal();
      Val start = captured(b, chunk, new Hidden("(start " + n + ")"), piece.start());
      Val turn =
          start instanceof Val.Const c && c.bits() == 0
              ? Val.read(position)
              : Val.read(
                  chunk.declare(
                      "turn", LowerExpr.i64(BinaryOperator.SUB, Val.read(position), start)));
      Val value = turn;
      if (piece.trip() != null) {
        LowerLoop.Trip trip =
            new LowerLoop.Trip(
                Val.i64(0),
                Val.i64(0),
                false,
                captured(b, chunk, new Hidden("(first " + n + ")"), piece.trip().from()),
                captured(b, chunk, new Hidden("(step " + n + ")"), piece.trip().step()));
        var over = piece.task().over().orElseThrow();
        value = trip.valueAt(turn);
        Local index =
            chunk.declare(over.name(), trip.value(turn, (ScalarType) over.range().start().type()));
        facts.noteIndex(b, chunk.bind(over.name(), index), over.range());
      }
      Code.PathStep step = new Code.PathStep(Val.i64(n), turn, value);
      Code body =
          chunk.nested(() ->
              raised[0] |=
                  chunk.catching(
                      "task_failed",
                      () -> LowerFunction.body(chunk, piece.task().body()),
                      () -> fail(chunk, strategy, position, step)));
      if (chunk.needsPosition()) {
        chunk.emit(new Code.SetPosition(step));
      }
      chunk.emit(body);
    });
    facts.leave();
  }

  private static void fail(
      RoutineBuilder chunk, RegionErrors strategy, Local position, Code.PathStep step) {
    chunk.emit(new Code.RecordIteration(Val.read(position), step));
    if (strategy instanceof RegionErrors.Stop) {
      chunk.emit(new Code.Return(Optional.empty()));
    }
  }
}
