package dev.luminar.analyzer.race;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.model.Block;
import dev.luminar.model.Function;
import dev.luminar.model.Stmt;
import dev.luminar.model.Swap;
import dev.luminar.model.type.BufferType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds lets of parts of buffers whose buffer is swapped while they are known: they go on standing
 * for the memory that the other name has then.
 */
final class SwappedLets extends FunctionWalk {
  private final Map<Declaration, List<Declaration>> live = new HashMap<>();
  private final Deque<List<Declaration>> blocks = new ArrayDeque<>();
  private final Set<Integer> found = new HashSet<>();
  private final Set<Integer> swapped = new HashSet<>();
  private boolean swapsParameter;

  /**
   * What swaps do to the names of a function.
   *
   * @param views numbers of lets of parts that no longer belong to the name they were made from
   * @param lent numbers of own buffers that may stand for memory which the caller lent
   */
  record Moved(Set<Integer> views, Set<Integer> lent) {}

  static final Moved NONE = new Moved(Set.of(), Set.of());

  private SwappedLets() {}

  static Moved of(Function function) {
    var walk = new SwappedLets();
    walk.walk(function);
    return new Moved(walk.found, walk.swapsParameter ? walk.swapped : Set.of());
  }

  @Override
  protected void enterBlock(Block block) {
    blocks.push(new ArrayList<>());
  }

  @Override
  protected void leaveBlock(Block block) {
    for (Declaration let : blocks.pop()) {
      List<Declaration> views = live.get(let.root());
      if (views != null) {
        views.remove(let);
      }
    }
  }

  @Override
  protected void declared(Declaration declaration, @Nullable Declaration hidden) {
    if (declaration.kind() == Declaration.Kind.LET
        && declaration.type() instanceof BufferType
        && !blocks.isEmpty()) {
      live.computeIfAbsent(declaration.root(), key -> new ArrayList<>()).add(declaration);
      blocks.getFirst().add(declaration);
    }
  }

  @Override
  protected void enter(Stmt statement) {
    if (statement instanceof Swap swap) {
      moved(rootOf(swap.first()));
      moved(rootOf(swap.second()));
    }
  }

  private void moved(@Nullable Declaration root) {
    if (root == null) {
      return;
    }
    swapped.add(root.number());
    swapsParameter |= root.kind() == Declaration.Kind.PARAMETER;
    List<Declaration> views = live.remove(root);
    if (views != null) {
      views.forEach(view -> found.add(view.number()));
    }
  }
}
