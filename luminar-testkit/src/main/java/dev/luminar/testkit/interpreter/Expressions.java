package dev.luminar.testkit.interpreter;

import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.Convert;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.ElementOf;
import dev.luminar.model.expr.ErrorCode;
import dev.luminar.model.expr.ErrorIs;
import dev.luminar.model.expr.ErrorsOf;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.MakeStruct;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.Slice;
import dev.luminar.model.expr.Text;
import dev.luminar.model.expr.Unary;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.StructValue;
import java.util.List;
import java.util.Objects;
import org.eclipse.collections.api.list.ImmutableList;

/** Evaluates expressions, operands from left to right. */
final class Expressions {
  private final Machine machine;

  Expressions(Machine machine) {
    this.machine = machine;
  }

  Scalar scalar(Expr expr, Scope scope) {
    return (Scalar) eval(expr, scope);
  }

  /** The value of an i32 or i64. */
  long index(Expr expr, Scope scope) {
    return scalar(expr, scope).asLong();
  }

  boolean condition(Expr expr, Scope scope) {
    return scalar(expr, scope).asBool();
  }

  BufferValue buffer(Expr expr, Scope scope) {
    return (BufferValue) eval(expr, scope);
  }

  Channel channel(Expr expr, Scope scope) {
    return (Channel) eval(expr, scope);
  }

  List<Object> all(ImmutableList<Expr> expressions, Scope scope) {
    List<Object> values = Machine.list(expressions.size());
    for (Expr expr : expressions) {
      values.add(eval(expr, scope));
    }
    return values;
  }

  Object eval(Expr expr, Scope scope) {
    Strand strand = machine.strand();
    strand.nesting++;
    try {
      return evalHere(expr, scope);
    } finally {
      strand.nesting--;
    }
  }

  private Object evalHere(Expr expr, Scope scope) {
    return switch (expr) {
      case Literal literal -> new Scalar(literal.type(), literal.bits());
      case Text text -> text.value();
      case Ref ref -> scope.lookup(ref.name());
      case Unary unary -> Arithmetic.unary(unary.operator(), scalar(unary.operand(), scope));
      case Binary binary -> binary(binary, scope);
      case Intrinsic intrinsic ->
          Arithmetic.intrinsic(
              intrinsic.function(),
              intrinsic.arguments().collect(argument -> scalar(argument, scope)));
      case Conditional choice ->
          eval(condition(choice.condition(), scope) ? choice.then() : choice.otherwise(), scope);
      case Convert convert -> Arithmetic.convert(convert.type(), scalar(convert.operand(), scope));
      case Element element -> element(element, scope);
      case ElementOf element -> reference(element, scope);
      case Length length -> length(eval(length.operand(), scope));
      case Slice slice -> slice(slice, scope);
      case FieldOf field -> ((StructValue) eval(field.struct(), scope)).field(field.field());
      case MakeStruct make ->
          new StructValue(make.type(), make.fields().collect(field -> scalar(field, scope)));
      case CallExpr call ->
          Objects.requireNonNull(
              machine.invoke(call.callee(), all(call.arguments(), scope), call.span()));
      case ErrorsOf errors -> scope.lookup(ConcurrentBlocks.errorsName(errors.label()));
      case ErrorCode error -> Scalar.i64(handled(error.error(), scope).record().code());
      case ErrorIs error ->
          Scalar.bool(handled(error.error(), scope).record().type().equals(error.errorType()));
    };
  }

  private static RaisedError handled(String name, Scope scope) {
    return (RaisedError) scope.lookup(name);
  }

  private Scalar binary(Binary binary, Scope scope) {
    Scalar left = scalar(binary.left(), scope);
    if (binary.operator() == BinaryOperator.LOGICAL_AND) {
      return left.asBool() ? scalar(binary.right(), scope) : left;
    }
    if (binary.operator() == BinaryOperator.LOGICAL_OR) {
      return left.asBool() ? left : scalar(binary.right(), scope);
    }
    Scalar right = scalar(binary.right(), scope);
    boolean divides =
        binary.operator() == BinaryOperator.DIV || binary.operator() == BinaryOperator.REM;
    if (divides && right.type().isInteger() && right.asLong() == 0) {
      throw machine.raise(BuiltInError.DIVISION_BY_ZERO, binary.span());
    }
    return Arithmetic.binary(binary.operator(), left, right);
  }

  private Object element(Element element, Scope scope) {
    BufferValue buffer = buffer(element.buffer(), scope);
    long index = index(element.index(), scope);
    checkIndex(index, buffer.length(), element);
    machine.touched(buffer, index, AccessTrace.Kind.READ, element.span());
    return buffer.get(index);
  }

  private Object reference(ElementOf element, Scope scope) {
    Object[] array = (Object[]) eval(element.array(), scope);
    long index = index(element.index(), scope);
    checkIndex(index, array.length, element);
    Object reference = array[(int) index];
    if (reference == null) {
      throw machine.raise(BuiltInError.NO_REFERENCE, element.span(), index);
    }
    return reference;
  }

  private void checkIndex(long index, long length, Expr at) {
    if (index < 0 || index >= length) {
      throw machine.raise(BuiltInError.INDEX_OUT_OF_RANGE, at.span(), index, length);
    }
  }

  private static Scalar length(Object operand) {
    return Scalar.i64(
        operand instanceof BufferValue buffer ? buffer.length() : ((Object[]) operand).length);
  }

  private BufferValue slice(Slice slice, Scope scope) {
    BufferValue buffer = buffer(slice.buffer(), scope);
    long start = index(slice.start(), scope);
    long end = index(slice.end(), scope);
    boolean isInside =
        start >= 0
            && (slice.isInclusive()
                ? end < buffer.length() && end >= start - 1
                : end <= buffer.length() && end >= start);
    if (!isInside) {
      throw machine.raise(BuiltInError.SLICE_OUT_OF_RANGE, slice.span(), start, end);
    }
    return buffer.slice(start, end - start + (slice.isInclusive() ? 1 : 0));
  }
}
