package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicOperator;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;

/**
 * Atomic operations. Those that change a cell bind its value before the change if they are given a
 * name. Without an order they are sequentially consistent.
 */
public sealed interface AtomicStatements permits Statements {
  /** Adds {@code atomic name: type = value;}. */
  default <V extends Value<V> & Atomic> Cell<V> atomic(String name, V value) {
    return AtomicOperation.declare((OpenBlock) this, name, value);
  }

  /** Adds {@code let result = cell.load();}. */
  default <V extends Value<V> & Atomic> V load(String result, Cell<V> cell) {
    return load(result, cell, Dsl.seqCst);
  }

  /** Adds {@code let result = cell.load(order);}. */
  default <V extends Value<V> & Atomic> V load(String result, Cell<V> cell, Order.Read order) {
    requireNonNull(result, "result");
    requireNonNull(cell, "cell");
    requireNonNull(order, "order");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.checkHome(cell, cell.home(), here);
    String fresh = b.fresh(result);
    b.add(new AtomicLoad(fresh, cell.node(), order.node(), here));
    return cell.type().wrap(new Ref(fresh, cell.type().node(), here), b);
  }

  /** Adds {@code cell.store(value);}. */
  default <V extends Value<V> & Atomic> void store(Cell<V> cell, V value) {
    store(cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.store(value, order);}. */
  default <V extends Value<V> & Atomic> void store(Cell<V> cell, V value, Order.Write order) {
    requireNonNull(cell, "cell");
    requireNonNull(value, "value");
    requireNonNull(order, "order");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.checkHome(cell, cell.home(), here);
    Expr stored = b.use(value, here);
    b.add(new AtomicStore(cell.node(), stored, order.node(), here));
  }

  /** Adds {@code cell.exchange(value);}. */
  default <V extends Value<V> & Atomic> void exchange(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.EXCHANGE, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.exchange(value, order);}. */
  default <V extends Value<V> & Atomic> void exchange(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.EXCHANGE, cell, value, order);
  }

  /** Adds {@code let old = cell.exchange(value);}. */
  default <V extends Value<V> & Atomic> V exchange(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw(
        (OpenBlock) this, old, AtomicOperator.EXCHANGE, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.exchange(value, order);}. */
  default <V extends Value<V> & Atomic> V exchange(String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.EXCHANGE, cell, value, order);
  }

  /** Adds {@code cell.add(value);}. */
  default <V extends Num<V> & Atomic> void add(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.ADD, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.add(value, order);}. */
  default <V extends Num<V> & Atomic> void add(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.ADD, cell, value, order);
  }

  /** Adds {@code let old = cell.add(value);}. */
  default <V extends Num<V> & Atomic> V add(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.ADD, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.add(value, order);}. */
  default <V extends Num<V> & Atomic> V add(String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.ADD, cell, value, order);
  }

  /** Adds {@code cell.sub(value);}. */
  default <V extends Num<V> & Atomic> void sub(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.SUB, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.sub(value, order);}. */
  default <V extends Num<V> & Atomic> void sub(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.SUB, cell, value, order);
  }

  /** Adds {@code let old = cell.sub(value);}. */
  default <V extends Num<V> & Atomic> V sub(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.SUB, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.sub(value, order);}. */
  default <V extends Num<V> & Atomic> V sub(String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.SUB, cell, value, order);
  }

  /** Adds {@code cell.min(value);}. */
  default <V extends Num<V> & Atomic> void min(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.MIN, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.min(value, order);}. */
  default <V extends Num<V> & Atomic> void min(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.MIN, cell, value, order);
  }

  /** Adds {@code let old = cell.min(value);}. */
  default <V extends Num<V> & Atomic> V min(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.MIN, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.min(value, order);}. */
  default <V extends Num<V> & Atomic> V min(String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.MIN, cell, value, order);
  }

  /** Adds {@code cell.max(value);}. */
  default <V extends Num<V> & Atomic> void max(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.MAX, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.max(value, order);}. */
  default <V extends Num<V> & Atomic> void max(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.MAX, cell, value, order);
  }

  /** Adds {@code let old = cell.max(value);}. */
  default <V extends Num<V> & Atomic> V max(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.MAX, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.max(value, order);}. */
  default <V extends Num<V> & Atomic> V max(String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.MAX, cell, value, order);
  }

  /** Adds {@code cell.and(value);}. */
  default <V extends Value<V> & Bits & Atomic> void and(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.AND, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.and(value, order);}. */
  default <V extends Value<V> & Bits & Atomic> void and(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.AND, cell, value, order);
  }

  /** Adds {@code let old = cell.and(value);}. */
  default <V extends Value<V> & Bits & Atomic> V and(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.AND, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.and(value, order);}. */
  default <V extends Value<V> & Bits & Atomic> V and(
      String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.AND, cell, value, order);
  }

  /** Adds {@code cell.or(value);}. */
  default <V extends Value<V> & Bits & Atomic> void or(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.OR, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.or(value, order);}. */
  default <V extends Value<V> & Bits & Atomic> void or(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.OR, cell, value, order);
  }

  /** Adds {@code let old = cell.or(value);}. */
  default <V extends Value<V> & Bits & Atomic> V or(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.OR, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.or(value, order);}. */
  default <V extends Value<V> & Bits & Atomic> V or(
      String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.OR, cell, value, order);
  }

  /** Adds {@code cell.xor(value);}. */
  default <V extends Value<V> & Bits & Atomic> void xor(Cell<V> cell, V value) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.XOR, cell, value, Dsl.seqCst);
  }

  /** Adds {@code cell.xor(value, order);}. */
  default <V extends Value<V> & Bits & Atomic> void xor(Cell<V> cell, V value, Order order) {
    AtomicOperation.rmw((OpenBlock) this, AtomicOperator.XOR, cell, value, order);
  }

  /** Adds {@code let old = cell.xor(value);}. */
  default <V extends Value<V> & Bits & Atomic> V xor(String old, Cell<V> cell, V value) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.XOR, cell, value, Dsl.seqCst);
  }

  /** Adds {@code let old = cell.xor(value, order);}. */
  default <V extends Value<V> & Bits & Atomic> V xor(
      String old, Cell<V> cell, V value, Order order) {
    return AtomicOperation.rmw((OpenBlock) this, old, AtomicOperator.XOR, cell, value, order);
  }

  /** Adds {@code cell.cas(expected, desired);}, whether it succeeds or not. */
  default <V extends Value<V> & Atomic> void cas(Cell<V> cell, V expected, V desired) {
    AtomicOperation.cas((OpenBlock) this, cell, expected, desired);
  }

  /** Adds {@code let seen, ok = cell.cas(expected, desired);}. */
  default <V extends Value<V> & Atomic> Outcome<V> cas(
      String seen, String ok, Cell<V> cell, V expected, V desired) {
    return cas(seen, ok, cell, expected, desired, Dsl.seqCst, Dsl.seqCst);
  }

  /** Adds {@code let seen, ok = cell.cas(expected, desired, success, failure);}. */
  default <V extends Value<V> & Atomic> Outcome<V> cas(
      String seen,
      String ok,
      Cell<V> cell,
      V expected,
      V desired,
      Order success,
      Order.Read failure) {
    return AtomicOperation.cas(
        (OpenBlock) this, seen, ok, cell, expected, desired, false, success, failure);
  }
}
