package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.*;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Finds the atomic places that a parallel block only adds to.
 *
 * <p>Nobody inside reads them, so inside the additions may come in any order and at any time before
 * the block ends. Somebody outside could see the order in which one iteration changes two places;
 * so a place that others may see at the same time must be the only one that they can see, changed
 * at most once by each iteration, or in no order with the rest (relaxed).
 */
public final class PrivateSums {
  private final Function function;
  private final Parallel block;
  private final ImmutableList<RegionCapture> captures;

  private PrivateSums(Function function, Parallel block, ImmutableList<RegionCapture> captures) {
    this.function = function;
    this.block = block;
    this.captures = captures;
  }

  /** Returns the places of a block that is about to run on plain threads. */
  public static ImmutableList<PrivateSum> of(Function function, RegionFacts region) {
    requireNonNull(function, "function");
    requireNonNull(region, "region");
    if (!(region.region() instanceof Parallel parallel)) {
      return Lists.immutable.empty();
    }
    var sums = new PrivateSums(function, parallel, region.captures());
    return region
        .captures()
        .select(PrivateSums::isAtomic)
        .flatCollect(capture -> sums.judge(capture).stream().toList());
  }

  private static boolean isAtomic(RegionCapture capture) {
    return capture.isCell() || capture.type() instanceof BufferType buffer && buffer.isAtomic();
  }

  /** What the block does with one place. */
  private static final class Uses {
    final List<AtomicRmw> changes = new ArrayList<>();
    boolean isElsewhere;
    boolean repeats;
  }

  private Optional<PrivateSum> judge(RegionCapture place) {
    Uses uses = new Uses();
    collect(block.body(), place.name(), false, uses);
    if (uses.isElsewhere || uses.changes.isEmpty()) {
      return Optional.empty();
    }
    AtomicOperator operator = operator(uses.changes);
    if (operator == null) {
      return Optional.empty();
    }
    boolean isOwn = isOwn(place.name());
    if (!isOwn && !standsAlone(place, uses)) {
      return Optional.empty();
    }
    long below = 0;
    for (AtomicRmw change : uses.changes) {
      below = Math.max(below, indexBelow(change.place()));
    }
    if (uses.changes.stream().anyMatch(change -> indexBelow(change.place()) == 0)) {
      below = 0; // one index that may be anything
    }
    return Optional.of(
        new PrivateSum(
            place.name(),
            operator,
            order(uses.changes),
            !place.isCell(),
            below,
            reason(place, operator, isOwn)));
  }

  private static long indexBelow(AtomicPlace place) {
    return place instanceof ElementPlace element ? IndexBounds.below(element.index()) : 0;
  }

  private static String reason(RegionCapture place, AtomicOperator operator, boolean isOwn) {
    String nobody = isOwn ? "nobody else sees it meanwhile" : "no other order shows outside";
    String way =
        place.isCell()
            ? "each thread keeps its own value and changes the cell once for each run of iterations"
            : "each thread has its own copies if all together have at most as many elements as there"
                + " are iterations, and each element is changed once";
    return "the iterations only " + operator.symbol() + " to it and " + nobody + ", so " + way;
  }

  // ---- inside the block

  private void collect(Block body, String name, boolean repeats, Uses uses) {
    for (Stmt stmt : body.statements()) {
      statement(stmt, name, repeats, uses);
      boolean isRegion = stmt instanceof Region;
      if (isRegion && mentions(stmt, name)) {
        uses.isElsewhere = true;
        return;
      }
      boolean again = repeats || stmt instanceof For || stmt instanceof While;
      stmt.blocks().each(inner -> collect(inner, name, again, uses));
    }
  }

  private static void statement(Stmt stmt, String name, boolean repeats, Uses uses) {
    int allowed = 0;
    switch (stmt) {
      case AtomicRmw change when named(change.place(), name) -> {
        uses.changes.add(change);
        uses.repeats |= repeats;
        allowed = change.place() instanceof ElementPlace ? 1 : 0;
        uses.isElsewhere |= change.result().isPresent() || !isPlain(change.place());
      }
      case AtomicLoad load -> uses.isElsewhere |= named(load.place(), name);
      case AtomicStore store -> uses.isElsewhere |= named(store.place(), name);
      case AtomicCas cas -> uses.isElsewhere |= named(cas.place(), name);
      default -> {}
    }
    int[] found = {0};
    stmt.expressions().each(expr -> count(expr, name, found));
    uses.isElsewhere |= found[0] != allowed;
  }

  /** Counts uses of a name other than to ask for its length. */
  private static void count(Expr expr, String name, int[] found) {
    if (expr instanceof Ref ref && ref.name().equals(name)) {
      found[0]++;
    }
    if (!(expr instanceof Length)) {
      expr.children().each(inner -> count(inner, name, found));
    }
  }

  private static boolean named(AtomicPlace place, String name) {
    return switch (place) {
      case CellPlace cell -> cell.name().equals(name);
      case ElementPlace element -> {
        int[] found = {0};
        count(element.buffer(), name, found);
        yield found[0] > 0;
      }
    };
  }

  /** Whether the place is a cell or an element of a buffer by its name, not of a part of one. */
  private static boolean isPlain(AtomicPlace place) {
    return place instanceof CellPlace
        || place instanceof ElementPlace element && element.buffer() instanceof Ref;
  }

  private static boolean mentions(Stmt region, String name) {
    int[] found = {0};
    region.expressions().each(expr -> count(expr, name, found));
    for (Block body : region.blocks()) {
      Walk.statements(
          body,
          stmt -> {
            stmt.expressions().each(expr -> count(expr, name, found));
            if (stmt instanceof AtomicRmw s && named(s.place(), name)
                || stmt instanceof AtomicLoad l && named(l.place(), name)
                || stmt instanceof AtomicStore t && named(t.place(), name)
                || stmt instanceof AtomicCas c && named(c.place(), name)) {
              found[0]++;
            }
          });
    }
    return found[0] > 0;
  }

  /** The one operator of all changes, if it is one that commutes on the type. */
  private static @Nullable AtomicOperator operator(List<AtomicRmw> changes) {
    AtomicOperator common = null;
    for (AtomicRmw change : changes) {
      AtomicOperator operator =
          change.operator() == AtomicOperator.SUB ? AtomicOperator.ADD : change.operator();
      boolean isExact = change.place().type() != ScalarType.F64;
      if (operator == AtomicOperator.EXCHANGE || !isExact || common != null && common != operator) {
        return null;
      }
      common = operator;
    }
    return common;
  }

  private static MemoryOrder order(List<AtomicRmw> changes) {
    MemoryOrder order = changes.get(0).order();
    for (AtomicRmw change : changes) {
      if (change.order() != order) {
        boolean isTotal = changes.stream().anyMatch(c -> c.order() == MemoryOrder.SEQ_CST);
        return isTotal ? MemoryOrder.SEQ_CST : MemoryOrder.ACQ_REL;
      }
    }
    return order;
  }

  // ---- around the block

  /** Whether others who see the place can see nothing else of the block meanwhile. */
  private boolean standsAlone(RegionCapture place, Uses uses) {
    boolean others =
        captures.anySatisfy(
            other -> isAtomic(other) && !other.name().equals(place.name()) && !isOwn(other.name()));
    boolean isOneChange = uses.changes.size() == 1 && !uses.repeats;
    boolean isRelaxed = uses.changes.stream().allMatch(c -> c.order() == MemoryOrder.RELAXED);
    boolean[] acts = {false};
    Walk.statements(
        block.body(), stmt -> acts[0] |= stmt instanceof Call || stmt instanceof Region);
    return !others && !acts[0] && (isOneChange || isRelaxed);
  }

  /**
   * Whether the place is declared by the task that runs the block, has no other name, and no other
   * task can reach it before the block ends.
   */
  private boolean isOwn(String name) {
    List<Stmt> path = new ArrayList<>();
    if (!find(function.body(), path)) {
      return false;
    }
    Block body = function.body();
    boolean isAlone = true; // whether nothing else runs beside the statements of the body
    boolean isDeclared = false;
    for (Stmt next : path) {
      for (Stmt before : body.statements()) {
        isDeclared |= isAlone && declares(before, name);
      }
      if (next == block) {
        break;
      }
      boolean isBorder = next instanceof Region || next instanceof Task || next instanceof Worker;
      if (isBorder) {
        isDeclared = false;
        isAlone = !(next instanceof Concurrent);
      }
      body = next.blocks().detect(inner -> holds(inner, path));
    }
    return isDeclared && !hasOtherName(name);
  }

  private static boolean declares(Stmt stmt, String name) {
    return stmt instanceof AtomicCell cell && cell.name().equals(name)
        || stmt instanceof BufferDecl buffer && buffer.name().equals(name);
  }

  private static boolean holds(Block body, List<Stmt> path) {
    return body.statements().anySatisfy(stmt -> path.stream().anyMatch(on -> on == stmt));
  }

  private boolean find(Block body, List<Stmt> path) {
    for (Stmt stmt : body.statements()) {
      path.add(stmt);
      if (stmt == block || stmt.blocks().anySatisfy(inner -> find(inner, path))) {
        return true;
      }
      path.remove(path.size() - 1);
    }
    return false;
  }

  /** Whether the function gives what the name stands for another name. */
  private boolean hasOtherName(String name) {
    boolean[] found = {false};
    Walk.statements(
        function.body(),
        stmt -> {
          if (stmt instanceof Swap swap) {
            found[0] |= swap.first().name().equals(name) || swap.second().name().equals(name);
          } else if (stmt instanceof Let let && let.value().type() instanceof BufferType) {
            int[] uses = {0};
            count(let.value(), name, uses);
            found[0] |= uses[0] > 0;
          }
        });
    return found[0];
  }
}
