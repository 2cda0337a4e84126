package dev.luminar.testkit.random;

import dev.luminar.model.AtomicOperator;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.type.ScalarType;
import dev.luminar.testkit.random.Place.Cell;
import dev.luminar.testkit.random.Place.Lent;
import dev.luminar.testkit.random.Place.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what the iterations or tasks of a region may do to what is outside of it, so that no two
 * of them race and no order can be seen.
 */
final class Sharing {
  private final Choices choices;

  Sharing(Choices choices) {
    this.choices = choices;
  }

  /** The place of an iteration: everything around is read-only, or has a role. */
  Place iteration(Place around, boolean isStop) {
    Place inner = around.inside();
    inner.depth = around.depth + 1;
    inner.life = around.life + 1;
    inner.isInLoop = false;
    inner.sinks.clear();
    inner.labels.clear();
    for (Cell cell : around.cells) {
      boolean isOwn = cell.depth() == around.depth && !around.operators.containsKey(cell.name());
      // An error that ends a region early leaves atomics as they happen to be: they must die with
      // whoever the error ends.
      if (isStop && cell.life() < around.life) {
        inner.operators.remove(cell.name());
      } else if (isOwn) {
        inner.operators.put(cell.name(), choices.of(GenerateAtomic.commutative(cell.type())));
      }
    }
    for (Lent buffer : around.buffers) {
      inner.roles.put(buffer, passed(buffer, around, inner, isStop));
    }
    return inner;
  }

  private Role passed(Lent buffer, Place around, Place inner, boolean isStop) {
    boolean dies = !isStop || !buffer.isWritable || buffer.life >= around.life;
    if (buffer.type.isAtomic()) {
      if (!dies) {
        return Role.of(Role.Kind.NONE);
      }
      if (around.owns(buffer)) {
        List<AtomicOperator> operators =
            GenerateAtomic.commutative((ScalarType) buffer.type.element());
        inner.operators.put(buffer.name, choices.of(operators));
        return Role.of(Role.Kind.ATOMIC);
      }
      return around.roles.get(buffer);
    }
    return Role.of(around.reads(buffer) ? Role.Kind.READ : Role.Kind.NONE);
  }

  private boolean mayWrite(Lent buffer, Place around, boolean isStop) {
    return buffer.isWritable
        && !buffer.type.isAtomic()
        && around.owns(buffer)
        && (!isStop || buffer.life >= around.life);
  }

  /** Gives iterations that are told apart by an index some buffers to write to. */
  void own(Place inner, Place around, String index, Steps steps, boolean isStop) {
    Map<Object, Lent> chosen = new HashMap<>();
    for (Lent buffer : around.buffers) {
      if (mayWrite(buffer, around, isStop) && choices.percent(50)) {
        chosen.putIfAbsent(buffer.root, buffer);
      }
    }
    for (Lent buffer : around.buffers) {
      Lent owner = chosen.get(buffer.root);
      if (owner != null) {
        inner.roles.put(
            buffer, owner == buffer ? owned(buffer, index, steps) : Role.of(Role.Kind.NONE));
      }
    }
  }

  private Role owned(Lent buffer, String name, Steps steps) {
    Expr index = Exprs.ref(name, steps.type());
    int width = choices.between(2, 5);
    boolean isRow = steps.bound() > 0 && steps.bound() * width <= buffer.length;
    if (isRow && steps.type() == ScalarType.I64 && choices.percent(40)) {
      Expr row = Exprs.mul(index, Exprs.i64(width));
      return new Role(Role.Kind.ROW, () -> row, width, () -> row);
    }
    boolean isIn = steps.over() == buffer || (steps.bound() > 0 && steps.bound() <= buffer.length);
    int factor = choices.percent(15) ? choices.of(2, 3, -1) : 1;
    boolean isOver = steps.over() == buffer && factor == 1;
    long shift = 0;
    if (isOver) {
      shift = choices.between(-steps.below(), steps.above());
    } else if (!(isIn && factor == 1) && choices.percent(20)) {
      shift = choices.between(-2, 5);
    }
    Expr scaled = factor == 1 ? index : Exprs.mul(index, Constants.small(steps.type(), factor));
    Expr shifted =
        shift == 0
            ? scaled
            : Exprs.binary(BinaryOperator.ADD, scaled, Constants.small(steps.type(), shift));
    boolean isSure = isOver || (isIn && factor == 1 && shift == 0);
    return new Role(Role.Kind.OWN, () -> shifted, isSure ? 1 : 0, () -> shifted);
  }

  /** Gives each of several tasks some buffers for itself; a task then owns them. */
  void divide(List<Place> tasks, Place around, boolean isStop) {
    Map<Object, Place> owners = new HashMap<>();
    Set<Object> shared = new HashSet<>();
    for (Lent buffer : around.buffers) {
      if (!mayWrite(buffer, around, isStop)) {
        shared.add(buffer.root);
      }
    }
    for (Lent buffer : around.buffers) {
      if (shared.contains(buffer.root)) {
        continue;
      }
      if (!owners.containsKey(buffer.root)) {
        owners.put(buffer.root, choices.percent(60) ? choices.of(tasks) : null);
      }
      Place owner = owners.get(buffer.root);
      if (owner != null) {
        for (Place task : tasks) {
          if (task == owner) {
            task.roles.remove(buffer);
          } else {
            task.roles.put(buffer, Role.of(Role.Kind.NONE));
          }
        }
      }
    }
  }
}
