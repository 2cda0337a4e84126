package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.InjectivityCheck;
import dev.luminar.model.*;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.BufferType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out of the body of a parallel block what leads to the index of a store that is to be
 * checked, so that the indices are known before anything is written.
 */
final class IndexSlice {
  private final String buffer;
  private final Set<String> changing;
  private final Set<String> needed = new HashSet<>();
  private final Map<String, Expr> views = new HashMap<>();
  private final Set<String> own = new HashSet<>();
  private @Nullable Stmt obstacle;

  private IndexSlice(String buffer, Set<String> changing) {
    this.buffer = buffer;
    this.changing = changing;
  }

  /**
   * What was cut out.
   *
   * @param check the check, nothing if it cannot be made before the block runs
   * @param obstacle a statement that is in the way, where one is known
   */
  record Result(Optional<InjectivityCheck> check, @Nullable Stmt obstacle) {}

  /**
   * Cuts out what leads to the checked stores into a buffer.
   *
   * @param changing the names of the buffers that the block writes
   */
  static Result of(Parallel block, String buffer, Set<String> changing, Store store) {
    var slice = new IndexSlice(buffer, changing);
    slice.collect(block.body());
    int before;
    do {
      before = slice.needed.size();
      slice.need(block.body());
    } while (slice.needed.size() > before);
    Block cut = slice.cut(block.body());
    return slice.obstacle != null
        ? new Result(Optional.empty(), slice.obstacle)
        : new Result(Optional.of(new InjectivityCheck(buffer, cut, store.span())), null);
  }

  private boolean isMarked(Stmt stmt) {
    return stmt instanceof Store store
        && store.claim() == AccessClaim.ASSUME_INJECTIVE_CHECKED
        && store.target() instanceof Ref target
        && target.name().equals(buffer);
  }

  /** Takes note of views and of own storage. */
  private void collect(Block block) {
    for (Stmt stmt : block.statements()) {
      if (stmt instanceof Let let && let.value().type() instanceof BufferType) {
        views.put(let.name(), let.value());
      } else if (stmt instanceof BufferDecl decl) {
        own.add(decl.name());
      }
      stmt.blocks().forEach(this::collect);
    }
  }

  // ---- what is needed

  /** Whether a statement is a checked store, or gives a needed name its value, or holds such. */
  private boolean isRelevant(Stmt stmt) {
    return isMarked(stmt)
        || stmt instanceof Let let && needed.contains(let.name())
        || stmt instanceof Var variable && needed.contains(variable.name())
        || stmt instanceof Assign assign && needed.contains(assign.target().name())
        || stmt.blocks().anySatisfy(this::isRelevant);
  }

  private boolean isRelevant(Block block) {
    return block.statements().anySatisfy(this::isRelevant);
  }

  private void need(Block block) {
    for (Stmt stmt : block.statements()) {
      if (isRelevant(stmt) || jumps(stmt)) {
        for (Expr expr : expressions(stmt)) {
          need(expr);
        }
        stmt.blocks().forEach(this::need);
      }
    }
  }

  /** What of a statement is evaluated in the check. */
  private static List<Expr> expressions(Stmt stmt) {
    return stmt instanceof Store store ? List.of(store.index()) : stmt.expressions().castToList();
  }

  private void need(Expr expr) {
    if (expr instanceof Ref ref) {
      needed.add(ref.name());
    }
    expr.children().forEach(this::need);
  }

  /** Whether a statement may leave a loop or go to its next turn. */
  private static boolean jumps(Stmt stmt) {
    return stmt instanceof Break
        || stmt instanceof Continue
        || stmt instanceof If choice
            && choice.blocks().anySatisfy(b -> b.statements().anySatisfy(IndexSlice::jumps));
  }

  // ---- what is cut out

  private Block cut(Block block) {
    List<Stmt> kept = new ArrayList<>();
    for (Stmt stmt : block.statements()) {
      if (isRelevant(stmt) || jumps(stmt)) {
        Stmt cut = cut(stmt);
        if (cut != null) {
          expressions(stmt).forEach(expr -> check(expr, stmt));
          kept.add(cut);
        }
      } else if (binds(stmt)) {
        obstacle = obstacle == null ? stmt : obstacle;
      }
    }
    return new Block(Lists.immutable.withAll(kept), block.span());
  }

  private @Nullable Stmt cut(Stmt stmt) {
    return switch (stmt) {
      case Let s -> s;
      case Var s -> s;
      case Assign s -> s;
      case Store s -> s;
      case Break s -> s;
      case Continue s -> s;
      case If s ->
          new If(
              s.arms().collect(arm -> new IfArm(arm.condition(), cut(arm.body()))),
              s.otherwise().map(this::cut),
              s.span());
      case For s -> new For(s.index(), s.range(), cut(s.body()), s.span());
      case While s -> new While(s.condition(), cut(s.body()), s.span());
      case Parallel s -> new For(s.index(), s.range(), cut(s.body()), s.span());
      default -> {
        obstacle = obstacle == null ? stmt : obstacle;
        yield null;
      }
    };
  }

  /** Whether a statement gives a needed name a value that is known only when it runs. */
  private boolean binds(Stmt stmt) {
    return switch (stmt) {
      case Call s -> s.result().filter(needed::contains).isPresent();
      case AtomicLoad s -> needed.contains(s.result());
      case AtomicRmw s -> s.result().filter(needed::contains).isPresent();
      case AtomicCas s ->
          s.seen().filter(needed::contains).isPresent()
              || s.ok().filter(needed::contains).isPresent();
      case Parallel s -> s.reductions().anySatisfy(r -> needed.contains(r.name()));
      default -> false;
    };
  }

  /** What is read must not change while the block runs. */
  private void check(Expr expr, Stmt stmt) {
    boolean isLength = expr instanceof Length;
    if (expr instanceof Ref ref
        && ref.type() instanceof BufferType
        && (changing.contains(rootOf(ref)) || own.contains(rootOf(ref)))) {
      obstacle = obstacle == null ? stmt : obstacle;
    }
    if (!isLength) {
      for (Expr child : expr.children()) {
        check(child, stmt);
      }
    }
  }

  private String rootOf(Expr buffer) {
    return switch (buffer) {
      case Ref ref -> views.containsKey(ref.name()) ? rootOf(views.get(ref.name())) : ref.name();
      case Element e -> rootOf(e.buffer());
      case dev.luminar.model.expr.Slice s -> rootOf(s.buffer());
      default -> "";
    };
  }
}
