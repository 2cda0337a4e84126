package dev.luminar.analyzer.lower;

import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Ref;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about names that serve as indices: which run from a constant to below the length of
 * which buffer, so that no check is needed. Buffers keep their length for life ({@code swap} takes
 * only buffers of one length), and the names in question are never assigned.
 */
final class IndexRanges {

  /** Loop index → the buffers whose lengths bound it; the lower bound is at least 0. */
  private final Map<Binding, List<Binding>> below = new IdentityHashMap<>();

  /** Immutable name → the buffer whose length it is. */
  private final Map<Binding, Binding> lengths = new IdentityHashMap<>();

  /** Notes what {@code name}, bound to {@code value} for good, says about lengths. */
  void noteLet(RoutineBuilder b, Binding name, Expr value) {
    Binding buffer = lengthOf(b, value);
    if (buffer != null) {
      lengths.put(name.origin(), buffer);
    } else if (value instanceof Ref ref && isBound(b, ref)) {
      Binding source = b.lookup(ref.name()).origin();
      List<Binding> bounds = below.get(source);
      if (bounds != null) {
        below.put(name.origin(), bounds);
      }
    }
  }

  /** Notes that {@code index} runs upwards from {@code from} to below {@code to}. */
  void noteIndex(RoutineBuilder b, Binding index, Expr from, Expr to, boolean inclusive) {
    if (inclusive || !(from instanceof Literal start && start.bits() >= 0)) {
      return;
    }
    Binding buffer = lengthOf(b, to);
    if (buffer != null) {
      noteBound(index, buffer);
    }
  }

  /** Notes that {@code index} is not negative and below the length of {@code buffer}. */
  void noteBound(Binding index, Binding buffer) {
    below.computeIfAbsent(index.origin(), i -> new ArrayList<>()).add(buffer.origin());
  }

  /** Whether {@code index} is certainly a valid index of {@code buffer}. */
  boolean proves(RoutineBuilder b, Expr buffer, Expr index) {
    if (buffer instanceof Ref array && index instanceof Ref at) {
      Binding wanted = b.lookup(array.name()).origin();
      for (Binding bound : below.getOrDefault(b.lookup(at.name()).origin(), List.of())) {
        if (bound == wanted) {
          return true;
        }
      }
    }
    return false;
  }

  /** The buffer whose length {@code expr} is, if that is plain to see. */
  @Nullable Binding lengthOf(RoutineBuilder b, Expr expr) {
    if (expr instanceof Length l && l.operand() instanceof Ref buffer) {
      return b.lookup(buffer.name()).origin();
    }
    if (expr instanceof Ref ref && isBound(b, ref)) {
      return lengths.get(b.lookup(ref.name()).origin());
    }
    return null;
  }

  private static boolean isBound(RoutineBuilder b, Ref ref) {
    return b.knows(ref.name());
  }
}
