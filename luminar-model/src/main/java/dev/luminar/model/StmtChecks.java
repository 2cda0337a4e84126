package dev.luminar.model;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.TaskType;
import dev.luminar.model.type.Type;
import java.time.Duration;
import java.util.Optional;

/** What the constructors of statements check. */
final class StmtChecks {
  private StmtChecks() {}

  static void name(String name, String what, Span span) {
    if (name.isEmpty()) {
      throw new ModelException(DiagnosticCode.INVALID_NAME, span, what + " has an empty name");
    }
  }

  static void name(Optional<String> name, String what, Span span) {
    if (name.isPresent()) {
      name(name.get(), what, span);
    }
  }

  static ModelException mismatch(Expr operand, String needed, String what) {
    return new ModelException(
        DiagnosticCode.TYPE_MISMATCH,
        operand.span(),
        what + " must be " + needed + ", not " + operand.type());
  }

  static void type(Expr operand, Type needed, String what) {
    if (!operand.type().equals(needed)) {
      throw mismatch(operand, needed.toString(), what);
    }
  }

  static void condition(Expr operand) {
    type(operand, ScalarType.BOOL, "a condition");
  }

  static void integer(Expr operand, String what) {
    if (!operand.type().isInteger()) {
      throw mismatch(operand, "i32 or i64", what);
    }
  }

  static void value(Expr operand, String what) {
    if (!operand.type().isValue()) {
      throw mismatch(operand, "a scalar or a struct", what);
    }
  }

  static ElementType channelElement(Expr operand) {
    if (operand.type() instanceof ChannelType channel) {
      return channel.element();
    }
    throw mismatch(operand, "a channel", "the operand");
  }

  static Optional<ElementType> taskResult(Expr operand) {
    if (operand.type() instanceof TaskType task) {
      return task.result();
    }
    throw mismatch(operand, "a task", "the operand");
  }

  static void bytes(Expr operand, String what) {
    boolean isBytes =
        operand.type() instanceof BufferType buffer
            && !buffer.isAtomic()
            && (buffer.element() == ScalarType.U8 || buffer.element() == ScalarType.I8);
    if (!isBytes) {
      throw mismatch(operand, "u8[] or i8[]", what);
    }
  }

  static void duration(Duration duration, String what) {
    boolean isPossible =
        !duration.isNegative()
            && !duration.isZero()
            && duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) <= 0;
    if (!isPossible) {
      throw option(what + " must be longer than nothing and at most 2^63-1 ns, not " + duration);
    }
  }

  static ModelException option(String message) {
    return new ModelException(DiagnosticCode.INVALID_OPTION, Span.NONE, message);
  }
}
