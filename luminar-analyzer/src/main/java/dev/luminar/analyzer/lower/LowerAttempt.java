package dev.luminar.analyzer.lower;

import dev.luminar.model.Attempt;
import dev.luminar.model.Block;
import dev.luminar.model.Reraise;
import dev.luminar.model.expr.ErrorCode;
import dev.luminar.model.expr.ErrorIs;
import dev.luminar.model.expr.Expr;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.AttemptCode;
import java.util.Optional;

/**
 * This pass lowers attempts: a handler first takes its error out of the context, so that it can
 * raise and handle others of its own, and raise the one it holds again.
 */
final class LowerAttempt {

  private LowerAttempt() {}

  static void lower(RoutineBuilder b, Attempt attempt) {
    boolean isReached =
        b.catching("handle", () -> LowerStmt.block(b, attempt.body()), () -> handler(b, attempt));
    if (!isReached) {
      b.cursor.skip(RegionParts.regions(attempt.handler()));
    }
  }

  private static void handler(RoutineBuilder b, Attempt attempt) {
    b.scoped(() -> {
      if (holdsError(attempt)) {
        Local error = b.local(attempt.error(), PlanType.ERROR);
        b.own(error);
        b.emit(new AttemptCode.TakeError(Optional.of(error)));
        b.bind(attempt.error(), error);
      } else {
        b.emit(new AttemptCode.TakeError(Optional.empty()));
      }
      LowerStmt.statements(b, attempt.handler());
    });
  }

  /** Whether the handler looks at its error, which it then owns until its end. */
  static boolean holdsError(Attempt attempt) {
    return uses(attempt.handler(), attempt.error());
  }

  static void reraise(RoutineBuilder b, Reraise stmt) {
    b.noteRaise();
    b.emit(new AttemptCode.RaiseTaken(b.lookup(stmt.error()).local()));
  }

  private static boolean uses(Block block, String error) {
    return block
        .statements()
        .anySatisfy(stmt ->
            (stmt instanceof Reraise r && r.error().equals(error))
                || stmt.expressions().anySatisfy(expr -> uses(expr, error))
                || stmt.blocks().anySatisfy(inner -> uses(inner, error)));
  }

  private static boolean uses(Expr expr, String error) {
    return switch (expr) {
      case ErrorIs e -> e.error().equals(error);
      case ErrorCode e -> e.error().equals(error);
      default -> expr.children().anySatisfy(child -> uses(child, error));
    };
  }
}
