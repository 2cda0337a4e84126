package dev.luminar.analyzer.lower;

import dev.luminar.model.Block;
import dev.luminar.model.Call;
import dev.luminar.model.Close;
import dev.luminar.model.Ensure;
import dev.luminar.model.Offer;
import dev.luminar.model.Poll;
import dev.luminar.model.Walk;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.plan.Hook;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This pass lowers ensured blocks. The cleanup stands once: whatever leaves the body first notes
 * the way it goes, and behind the cleanup goes on from there.
 */
final class LowerEnsure {

  private LowerEnsure() {}

  static void lower(RoutineBuilder b, Ensure stmt) {
    b.scoped(() -> {
      Local error = b.local("cause", PlanType.ERROR);
      Jumps.Ensured open =
          new Jumps.Ensured(b.label("ensured"), b.local("way", PlanType.I64), b.scope());
      Label stopped = b.jumps.canBeCancelled() ? b.label("stopped") : null;
      Code body = body(b, stmt, open, stopped, error);
      if (open.isLeft()) {
        b.emit(new Code.Declare(open.way(), Optional.of(Val.i64(0))));
        b.noteVariable(open.way());
      }
      b.emitAll(body);
      cleanup(b, stmt.cleanup(), open, error);
      open.forEachWay(
          (way, goOn) -> b.emit(new Code.If(isWay(open, way), b.nested(goOn), Code.NOTHING)));
    });
  }

  private static Code body(
      RoutineBuilder b, Ensure stmt, Jumps.Ensured open, @Nullable Label stopped, Local error) {
    b.jumps.pushEnsured(open);
    if (stopped != null) {
      b.jumps.pushCancelled(stopped);
    }
    Code body =
        b.nested(() ->
            b.catching(
                "ensured_failed",
                () -> LowerStmt.block(b, stmt.body()),
                () -> {
                  b.own(error);
                  b.emit(new AttemptCode.TakeError(Optional.of(error)));
                  note(b, open, Jumps.Way.ERROR, () -> raise(b, error));
                }));
    boolean canStop = stopped != null && b.jumps.popCancelled();
    b.jumps.popEnsured();
    if (canStop) {
      Code stop =
          b.nested(() ->
              note(
                  b,
                  open,
                  Jumps.Way.CANCELLED,
                  () -> b.emit(new Code.Break(b.cancelled().orElseThrow()))));
      Code whole = Code.seq(body, new Code.Break(open.end()));
      return new Code.Labelled(open.end(), Code.seq(new Code.Labelled(stopped, whole), stop));
    }
    return open.hasJumps() ? new Code.Labelled(open.end(), body) : body;
  }

  /** Goes to the cleanup; behind it {@code goOn} is what happens next. */
  static void jump(RoutineBuilder b, Jumps.Ensured open, Jumps.Way way, Runnable goOn) {
    note(b, open, way, goOn);
    b.releaseUpTo(open.scope());
    b.emit(new Code.Break(open.end()));
  }

  private static void note(RoutineBuilder b, Jumps.Ensured open, Jumps.Way way, Runnable goOn) {
    open.goes(way, goOn);
    b.emit(new Code.Set(open.way(), Val.i64(way.number())));
  }

  private static void raise(RoutineBuilder b, Local error) {
    b.noteRaise();
    b.emit(new AttemptCode.RaiseTaken(error));
  }

  private static Val isWay(Jumps.Ensured open, Jumps.Way way) {
    return LowerExpr.i64(BinaryOperator.EQ, Val.read(open.way()), Val.i64(way.number()));
  }

  /** An error of the cleanup goes on, unless the body has failed before it. */
  private static void cleanup(RoutineBuilder b, Block cleanup, Jumps.Ensured open, Local error) {
    boolean masks = b.jumps.canBeCancelled() && asksRuntime(cleanup);
    if (masks) {
      b.plan.uses(Hook.TASK_MASK);
      b.emit(new TaskCode.MaskCancel(true));
    }
    b.jumps.maskCancelled();
    boolean raised =
        b.catching(
            "cleanup_failed",
            () -> LowerStmt.block(b, cleanup),
            () -> {
              if (masks) {
                b.emit(new TaskCode.MaskCancel(false));
              }
              if (open.has(Jumps.Way.ERROR)) {
                Code first =
                    b.nested(() -> {
                      b.emit(new AttemptCode.TakeError(Optional.empty()));
                      raise(b, error);
                    });
                b.emit(new Code.If(isWay(open, Jumps.Way.ERROR), first, Code.NOTHING));
              }
              b.emit(new Code.Reraise());
            });
    if (raised) {
      b.noteRaise();
    }
    b.jumps.unmaskCancelled();
    if (masks) {
      b.emit(new TaskCode.MaskCancel(false));
    }
  }

  /** Whether a cleanup asks the runtime for something that a cancelled task would not get. */
  private static boolean asksRuntime(Block cleanup) {
    boolean[] asks = new boolean[1];
    Walk.statements(
        cleanup,
        stmt ->
            asks[0] |=
                stmt instanceof Offer
                    || stmt instanceof Poll
                    || stmt instanceof Close
                    || stmt instanceof Call);
    return asks[0];
  }
}
