package dev.luminar.analyzer.lower;

import dev.luminar.model.Assert;
import dev.luminar.model.Assign;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.Attempt;
import dev.luminar.model.Block;
import dev.luminar.model.Break;
import dev.luminar.model.BufferDecl;
import dev.luminar.model.Call;
import dev.luminar.model.Continue;
import dev.luminar.model.Contribute;
import dev.luminar.model.For;
import dev.luminar.model.If;
import dev.luminar.model.Let;
import dev.luminar.model.Raise;
import dev.luminar.model.Return;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.Swap;
import dev.luminar.model.Var;
import dev.luminar.model.While;
import dev.luminar.model.expr.Expr;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says which loops may be emitted twice, with and without the index checks that one look in front
 * replaces: those that neither wait nor hold regions, and are not very large.
 */
final class HoistedLoops {

  /** Statements and parts of expressions; a larger loop is not doubled. */
  private static final int SIZE_MAX = 4_096;

  private final Lowering lowering;
  private final Set<String> assigned = new HashSet<>();
  private int size;

  private HoistedLoops(Lowering lowering) {
    this.lowering = lowering;
  }

  /** The names that a loop assigns; empty if the loop may not be emitted twice. */
  static Optional<Set<String>> assigned(Lowering lowering, Stmt loop) {
    HoistedLoops walk = new HoistedLoops(lowering);
    boolean isFit = loop.blocks().allSatisfy(walk::block);
    loop.expressions().each(walk::expr);
    return isFit && walk.size <= SIZE_MAX ? Optional.of(walk.assigned) : Optional.empty();
  }

  private boolean block(Block block) {
    return size <= SIZE_MAX && block.statements().allSatisfy(this::statement);
  }

  private boolean statement(Stmt stmt) {
    size++;
    stmt.expressions().each(this::expr);
    if (stmt instanceof Assign assign) {
      assigned.add(assign.target().name());
    }
    return isPlain(stmt) && stmt.blocks().allSatisfy(this::block);
  }

  private void expr(Expr expr) {
    size++;
    if (size <= SIZE_MAX) {
      expr.children().each(this::expr);
    }
  }

  private boolean isPlain(Stmt stmt) {
    return switch (stmt) {
      case Call c -> lowering.extern(c.callee()) != null || !lowering.mayWait(c.callee());
      case Let s -> true;
      case Var s -> true;
      case Assign s -> true;
      case Store s -> true;
      case Swap s -> true;
      case If s -> true;
      case Attempt s -> true;
      case While s -> true;
      case For s -> true;
      case Break s -> true;
      case Continue s -> true;
      case Return s -> true;
      case Raise s -> true;
      case Assert s -> true;
      case BufferDecl s -> true;
      case AtomicCell s -> true;
      case AtomicLoad s -> true;
      case AtomicStore s -> true;
      case AtomicRmw s -> true;
      case AtomicCas s -> true;
      case Contribute s -> true;
      default -> false;
    };
  }
}
