package dev.luminar.testkit.interpreter;

import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicPlace;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.CellPlace;
import dev.luminar.model.ElementPlace;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;

/**
 * Executes atomic operations. Strands never run at the same time, so every order is the strongest.
 */
final class AtomicStatements {
  private final Machine machine;

  AtomicStatements(Machine machine) {
    this.machine = machine;
  }

  /** Something that holds one atomic value. */
  private interface Place {
    Scalar get();

    void set(Scalar value);
  }

  private static final class Cell implements Place {
    private Scalar value;

    Cell(Scalar value) {
      this.value = value;
    }

    @Override
    public Scalar get() {
      return value;
    }

    @Override
    public void set(Scalar newValue) {
      value = newValue;
    }
  }

  private record BufferElement(BufferValue buffer, long index) implements Place {
    @Override
    public Scalar get() {
      return (Scalar) buffer.get(index);
    }

    @Override
    public void set(Scalar value) {
      buffer.set(index, value);
    }
  }

  private Place place(AtomicPlace place, Scope scope) {
    return switch (place) {
      case CellPlace cell -> (Place) scope.lookup(cell.name());
      case ElementPlace element -> {
        BufferValue buffer = machine.expressions.buffer(element.buffer(), scope);
        long index = machine.expressions.index(element.index(), scope);
        if (index < 0 || index >= buffer.length()) {
          throw machine.raise(
              BuiltInError.INDEX_OUT_OF_RANGE, element.span(), index, buffer.length());
        }
        machine.touched(buffer, index, AccessTrace.Kind.ATOMIC, element.span());
        yield new BufferElement(buffer, index);
      }
    };
  }

  void declare(AtomicCell cell, Scope scope) {
    scope.declare(cell.name(), new Cell(machine.expressions.scalar(cell.value(), scope)));
  }

  void load(AtomicLoad load, Scope scope) {
    scope.declare(load.result(), place(load.place(), scope).get());
  }

  void store(AtomicStore store, Scope scope) {
    Place place = place(store.place(), scope);
    place.set(machine.expressions.scalar(store.value(), scope));
  }

  void change(AtomicRmw change, Scope scope) {
    Place place = place(change.place(), scope);
    Scalar operand = machine.expressions.scalar(change.value(), scope);
    Scalar old = place.get();
    place.set(Arithmetic.atomic(change.operator(), old, operand));
    Statements.bind(change.result(), old, scope);
  }

  /** Values are compared by their bits; the weak form never fails without a reason here. */
  void exchange(AtomicCas exchange, Scope scope) {
    Place place = place(exchange.place(), scope);
    Scalar expected = machine.expressions.scalar(exchange.expected(), scope);
    Scalar desired = machine.expressions.scalar(exchange.desired(), scope);
    Scalar seen = place.get();
    boolean isDone = seen.equals(expected);
    if (isDone) {
      place.set(desired);
    }
    Statements.bind(exchange.seen(), seen, scope);
    Statements.bind(exchange.ok(), Scalar.bool(isDone), scope);
  }
}
