package dev.luminar.emit.bytecode;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Val;
import java.util.ArrayDeque;
import java.util.Deque;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Prints the low halves of i64 values: arrays are indexed with ints, and the JVM's compiler sees
 * through an index, and vectorizes, only where it is computed with ints from the counter of a loop.
 */
final class Indices {
  private final Values values;
  private final InstructionAdapter code;
  private final Places places;

  /** The counted loops around, innermost first. */
  private final Deque<Counter> counters = new ArrayDeque<>();

  /**
   * A counted loop whose counter is an int.
   *
   * @param baseSlot the long that the strip starts with, or -1 where the index has a local
   * @param lowSlot the low half of that
   * @param counterSlot the low half of the index; where the index has a local, the distance of it
   *     from {@code lowSlot}
   */
  record Counter(Local index, int baseSlot, int lowSlot, int counterSlot) {}

  Indices(Values values, InstructionAdapter code, Places places) {
    this.values = values;
    this.code = code;
    this.places = places;
  }

  void enter(Counter counter) {
    counters.push(counter);
  }

  void leave() {
    counters.pop();
  }

  private Counter counter(Local local) {
    for (Counter c : counters) {
      if (c.index().id() == local.id()) {
        return c;
      }
    }
    return null;
  }

  /** Whether an i64 is computed from indices of loops, so that its low half is known as an int. */
  boolean isCounted(Val value) {
    return switch (value) {
      case Val.Read r -> isIndex(r) || places.halves.containsKey(r.local());
      case Val.Binary b ->
          b.kind() == ScalarType.I64
              && isModular(b.op())
              && (isCounted(b.left()) || isCounted(b.right()));
      default -> false;
    };
  }

  private boolean isIndex(Val value) {
    return value instanceof Val.Read r
        && (counter(r.local()) != null || places.isComputed(r.local()));
  }

  /**
   * Lets a local be computed where it is read, if that is as good as a variable of its own: the
   * JVM's compiler leaves loops alone in which a long is counted along.
   */
  boolean shift(Local local, Val value) {
    boolean isShift =
        isIndex(value)
            || (value instanceof Val.Binary b
                && (b.op() == BinaryOperator.ADD || b.op() == BinaryOperator.SUB)
                && (isIndex(b.left()) && b.right() instanceof Val.Const
                    || b.left() instanceof Val.Const && isIndex(b.right())));
    if (isShift) {
      places.compute(local, value);
    }
    return isShift;
  }

  /** Says where the low half of a local is kept, which is set once. */
  void half(Local local, int slot) {
    places.halves.put(local, slot);
  }

  /** Pushes the single value of a local. */
  void read(Local local) {
    if (places.isComputed(local)) {
      values.push(places.computed(local));
      return;
    }
    Counter counter = counter(local);
    if (counter == null || counter.baseSlot() < 0) {
      places.load(local, 0);
      return;
    }
    code.load(counter.baseSlot(), Type.LONG_TYPE);
    code.load(counter.counterSlot(), Type.INT_TYPE);
    code.load(counter.lowSlot(), Type.INT_TYPE);
    code.sub(Type.INT_TYPE);
    code.cast(Type.INT_TYPE, Type.LONG_TYPE);
    code.add(Type.LONG_TYPE);
  }

  /** Pushes the low 32 bits of an integer, computed in 32 bits where that gives the same. */
  void low(Val value) {
    if (!value.type().equals(PlanType.I64)) {
      values.push(value);
      return;
    }
    switch (value) {
      case Val.Const c -> code.iconst((int) c.bits());
      case Val.Read r when places.isComputed(r.local()) -> low(places.computed(r.local()));
      case Val.Read r when places.halves.containsKey(r.local()) ->
          code.load(places.halves.get(r.local()), Type.INT_TYPE);
      case Val.Read r when counter(r.local()) != null -> {
        Counter counter = counter(r.local());
        code.load(counter.counterSlot(), Type.INT_TYPE);
        if (counter.baseSlot() < 0) {
          code.load(counter.lowSlot(), Type.INT_TYPE);
          code.add(Type.INT_TYPE);
        }
      }
      case Val.Length l -> values.length(l.buffer());
      case Val.Convert c when c.from() == ScalarType.I32 -> values.push(c.operand());
      case Val.Unary u when u.op() == UnaryOperator.NEG -> {
        low(u.operand());
        code.neg(Type.INT_TYPE);
      }
      case Val.Binary b when isModular(b.op()) -> {
        low(b.left());
        low(b.right());
        values.operate(b.op(), Type.INT_TYPE);
      }
      default -> {
        values.push(value);
        code.cast(Type.LONG_TYPE, Type.INT_TYPE);
      }
    }
  }

  private static boolean isModular(BinaryOperator op) {
    return switch (op) {
      case ADD, SUB, MUL, AND, OR, XOR -> true;
      default -> false;
    };
  }
}
