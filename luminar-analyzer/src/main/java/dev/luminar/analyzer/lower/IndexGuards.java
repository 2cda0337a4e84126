package dev.luminar.analyzer.lower;

import dev.luminar.model.Block;
import dev.luminar.model.Parallel;
import dev.luminar.model.Range;
import dev.luminar.model.Region;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the index checks of a parallel block that one look at its entry replaces: those of elements
 * at the iteration's own index, in buffers from outside whose length is not the range's bound.
 */
final class IndexGuards {

  private final RoutineBuilder b;
  private final Parallel block;
  private final List<Binding> found = new ArrayList<>();

  private IndexGuards(RoutineBuilder b, Parallel block) {
    this.b = b;
    this.block = block;
  }

  /** The buffers to look at; none if the range does not count up from a known place by ones. */
  static List<Binding> of(RoutineBuilder b, Parallel block) {
    Range range = block.range();
    boolean byOnes = range.step().map(s -> s instanceof Literal l && l.bits() == 1).orElse(true);
    boolean startsKnown = range.start() instanceof Literal first && first.bits() >= 0;
    if (!byOnes || !startsKnown || hasRegion(block.body())) {
      return List.of();
    }
    IndexGuards guards = new IndexGuards(b, block);
    guards.block(block.body());
    return guards.found;
  }

  private static boolean hasRegion(Block body) {
    return body.statements()
        .anySatisfy(s -> s instanceof Region || s.blocks().anySatisfy(IndexGuards::hasRegion));
  }

  /** Whether all positions of the range are indices of all the buffers. */
  static Val fit(List<Binding> buffers, LowerLoop.Trip trip) {
    Val end =
        trip.from() instanceof Val.Const c && c.bits() == 0
            ? trip.last()
            : LowerExpr.i64(BinaryOperator.ADD, trip.from(), trip.last());
    Val all = null;
    for (Binding buffer : buffers) {
      Val fits = LowerExpr.i64(BinaryOperator.LE, end, new Val.Length(Val.read(buffer.local())));
      all =
          all == null
              ? fits
              : new Val.Binary(BinaryOperator.LOGICAL_AND, ScalarType.BOOL, all, fits);
    }
    return java.util.Objects.requireNonNull(all);
  }

  private void block(Block body) {
    for (Stmt stmt : body.statements()) {
      if (stmt instanceof Store store) {
        access(store.target(), store.index());
      }
      stmt.expressions().each(this::expr);
      stmt.blocks().each(this::block);
    }
  }

  private void expr(Expr expr) {
    if (expr instanceof Element element) {
      access(element.buffer(), element.index());
    }
    expr.children().each(this::expr);
  }

  private void access(Expr buffer, Expr index) {
    boolean isOwnIndex = index instanceof Ref ref && ref.name().equals(block.index());
    if (!isOwnIndex || !(buffer instanceof Ref array) || !b.knows(array.name())) {
      return;
    }
    Binding binding = b.lookup(array.name());
    boolean proven = b.lowering.ranges.lengthOf(b, block.range().end()) == binding.origin();
    boolean known = found.stream().anyMatch(f -> f.origin() == binding.origin());
    if (!known && !(proven && !block.range().isInclusive())) {
      found.add(binding);
    }
  }
}
