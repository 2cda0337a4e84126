package dev.luminar.model;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.type.ScalarType;

/** What the constructors of atomic operations check. */
final class AtomicChecks {
  private AtomicChecks() {}

  static void type(ScalarType type, Span span) {
    if (!type.isAtomic()) {
      throw new ModelException(
          DiagnosticCode.INVALID_ATOMIC,
          span,
          "atomic cells are bool, i32, i64 or f64, not " + type);
    }
  }

  static void operator(AtomicOperator operator, ScalarType type, Span span) {
    if (!operator.takes(type)) {
      throw new ModelException(
          DiagnosticCode.INVALID_ATOMIC,
          span,
          "there is no atomic '" + operator.symbol() + "' on " + type);
    }
  }

  static void loadOrder(MemoryOrder order, Span span) {
    if (order == MemoryOrder.RELEASE || order == MemoryOrder.ACQ_REL) {
      throw order(order, "a read", "relaxed, acquire or seq_cst", span);
    }
  }

  static void storeOrder(MemoryOrder order, Span span) {
    if (order == MemoryOrder.ACQUIRE || order == MemoryOrder.ACQ_REL) {
      throw order(order, "a write", "relaxed, release or seq_cst", span);
    }
  }

  private static ModelException order(MemoryOrder order, String what, String takes, Span span) {
    return new ModelException(
        Diagnostic.error(
                DiagnosticCode.INVALID_MEMORY_ORDER,
                span,
                what + " does not have the order " + order.symbol())
            .withNote("it takes " + takes));
  }
}
