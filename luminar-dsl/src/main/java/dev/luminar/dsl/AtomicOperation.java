package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.CellPlace;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ScalarType;
import java.util.Optional;

/** Adds atomic operations to a block. */
final class AtomicOperation {
  private AtomicOperation() {}

  @SuppressWarnings("unchecked") // the type of an atomic value is an atomic type
  static <V extends Value<V> & Atomic> Cell<V> declare(OpenBlock b, String name, V value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    Span here = b.enter();
    Expr first = b.use(value, here);
    AtomicType<V> type = (AtomicType<V>) ((Value<V>) value).type();
    String fresh = b.fresh(name);
    b.add(new AtomicCell(fresh, type.node(), first, here));
    return new Cell<>(type, new CellPlace(fresh, type.node(), here), b);
  }

  static <V extends Value<V> & Atomic> void rmw(
      OpenBlock b, AtomicOperator operator, Cell<V> cell, V value, Order order) {
    requireNonNull(cell, "cell");
    requireNonNull(value, "value");
    requireNonNull(order, "order");
    Span here = b.enter();
    b.checkHome(cell, cell.home(), here);
    Expr operand = b.use(value, here);
    b.add(new AtomicRmw(Optional.empty(), operator, cell.node(), operand, order.node(), here));
  }

  static <V extends Value<V> & Atomic> V rmw(
      OpenBlock b, String old, AtomicOperator operator, Cell<V> cell, V value, Order order) {
    requireNonNull(old, "old");
    requireNonNull(cell, "cell");
    requireNonNull(value, "value");
    requireNonNull(order, "order");
    Span here = b.enter();
    b.checkHome(cell, cell.home(), here);
    Expr operand = b.use(value, here);
    String fresh = b.fresh(old);
    b.add(new AtomicRmw(Optional.of(fresh), operator, cell.node(), operand, order.node(), here));
    return cell.type().wrap(new Ref(fresh, cell.type().node(), here), b);
  }

  static <V extends Value<V> & Atomic> void cas(OpenBlock b, Cell<V> cell, V expected, V desired) {
    requireNonNull(cell, "cell");
    requireNonNull(expected, "expected");
    requireNonNull(desired, "desired");
    Span here = b.enter();
    b.checkHome(cell, cell.home(), here);
    b.add(
        new AtomicCas(
            Optional.empty(),
            Optional.empty(),
            cell.node(),
            b.use(expected, here),
            b.use(desired, here),
            false,
            MemoryOrder.SEQ_CST,
            MemoryOrder.SEQ_CST,
            here));
  }

  static <V extends Value<V> & Atomic> Outcome<V> cas(
      OpenBlock b,
      String seen,
      String ok,
      Cell<V> cell,
      V expected,
      V desired,
      boolean isWeak,
      Order success,
      Order.Read failure) {
    requireNonNull(seen, "seen");
    requireNonNull(ok, "ok");
    requireNonNull(cell, "cell");
    requireNonNull(expected, "expected");
    requireNonNull(desired, "desired");
    requireNonNull(success, "success");
    requireNonNull(failure, "failure");
    Span here = b.enter();
    b.checkHome(cell, cell.home(), here);
    Expr old = b.use(expected, here);
    Expr next = b.use(desired, here);
    String seenName = b.fresh(seen);
    String okName = b.fresh(ok);
    b.add(
        new AtomicCas(
            Optional.of(seenName),
            Optional.of(okName),
            cell.node(),
            old,
            next,
            isWeak,
            success.node(),
            failure.node(),
            here));
    return new Outcome<>(
        cell.type().wrap(new Ref(seenName, cell.type().node(), here), b),
        new Bool(new Ref(okName, ScalarType.BOOL, here), b));
  }
}
