package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.diag.Span;
import dev.luminar.model.Function;
import dev.luminar.model.Stmt;
import dev.luminar.model.Swap;
import dev.luminar.model.Task;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.BufferType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds own storage that is handed to one task: from when the task is started nobody else uses it.
 */
final class MovedCaptures extends FunctionWalk {
  /** A use of a buffer: by which task, as seen from where the buffer is declared. */
  private record Use(@Nullable Stmt task, int region, boolean isInLoop, String name) {}

  private final Map<Declaration, List<Use>> uses = new IdentityHashMap<>();
  private final Map<Declaration, Integer> loopsAround = new IdentityHashMap<>();

  private MovedCaptures() {}

  /**
   * A name that is moved into a task.
   *
   * @param region the ordinal of the concurrent block
   * @param task the place of the task statement
   */
  record Moved(int region, Span task, String name) {}

  static Set<Moved> of(Function function) {
    var walk = new MovedCaptures();
    walk.walk(function);
    Set<Moved> found = new HashSet<>();
    walk.uses.values().forEach(all -> moved(all, found));
    return found;
  }

  /** Uses before the task is started are the owner's; behind that there may be the task's only. */
  private static void moved(List<Use> uses, Set<Moved> found) {
    Use first = null;
    for (Use use : uses) {
      if (first == null && use.task() != null) {
        first = use;
      } else if (first != null && use.task() != first.task()) {
        return;
      }
    }
    boolean isOne =
        first != null
            && first.task() instanceof Task task
            && task.over().isEmpty()
            && !first.isInLoop();
    if (isOne) {
      for (Use use : uses) {
        if (use.task() != null) {
          found.add(new Moved(first.region(), first.task().span(), use.name()));
        }
      }
    }
  }

  @Override
  protected void declared(Declaration declaration, @Nullable Declaration hidden) {
    if (declaration.kind() == Declaration.Kind.BUFFER) {
      uses.put(declaration, new ArrayList<>());
      loopsAround.put(declaration, loops(enclosing().size()));
    }
  }

  /** How many loops are among the first open blocks. */
  private int loops(int blocks) {
    int found = 0;
    for (Enclosing block : enclosing().subList(0, blocks)) {
      found += block.kind() == Enclosing.Kind.LOOP ? 1 : 0;
    }
    return found;
  }

  @Override
  protected void expression(Expr expr) {
    if (expr instanceof Ref ref && ref.type() instanceof BufferType) {
      used(ref);
    }
  }

  @Override
  protected void enter(Stmt statement) {
    if (statement instanceof Swap swap) {
      // What a name stands for changes: neither buffer is followed any further.
      forget(swap.first());
      forget(swap.second());
    }
  }

  private void forget(Ref name) {
    Declaration root = rootOf(name);
    if (root != null) {
      uses.remove(root);
    }
  }

  private void used(Ref ref) {
    Declaration root = rootOf(ref);
    List<Use> known = root == null ? null : uses.get(root);
    if (root == null || known == null) {
      return;
    }
    int depth = 0;
    int region = -1;
    for (int i = 0; i < enclosing().size(); i++) {
      Enclosing block = enclosing().get(i);
      region = block.kind() == Enclosing.Kind.CONCURRENT ? block.region() : region;
      if (block.kind().isTaskBody() && depth++ == root.taskDepth()) {
        boolean isInLoop = loops(i) > loopsAround.getOrDefault(root, 0);
        known.add(new Use(block.statement(), region, isInLoop, ref.name()));
        return;
      }
    }
    known.add(new Use(null, -1, false, ref.name()));
  }
}
