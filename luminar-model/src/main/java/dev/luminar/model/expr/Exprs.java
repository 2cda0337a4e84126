package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import org.eclipse.collections.api.factory.Lists;

/**
 * Makes expressions without places. To give a place, use {@link #at}, or the constructor of the
 * node, which takes a span last.
 *
 * <p>Each method throws a {@link dev.luminar.model.ModelException} if the operands do not fit.
 */
public final class Exprs {
  private Exprs() {}

  /** Returns a bool constant. */
  public static Literal bool(boolean value) {
    return new Literal(ScalarType.BOOL, value ? 1 : 0, Span.NONE);
  }

  /** Returns an i32 constant. */
  public static Literal i32(int value) {
    return new Literal(ScalarType.I32, value, Span.NONE);
  }

  /** Returns an i64 constant. */
  public static Literal i64(long value) {
    return new Literal(ScalarType.I64, value, Span.NONE);
  }

  /** Returns an f32 constant. */
  public static Literal f32(float value) {
    return new Literal(ScalarType.F32, Float.floatToIntBits(value), Span.NONE);
  }

  /** Returns an f64 constant. */
  public static Literal f64(double value) {
    return new Literal(ScalarType.F64, Double.doubleToLongBits(value), Span.NONE);
  }

  /** Returns a string constant. */
  public static Text text(String value) {
    return new Text(value, Span.NONE);
  }

  /** Returns what a name stands for. */
  public static Ref ref(String name, Type type) {
    return new Ref(name, type, Span.NONE);
  }

  /** Returns an operation with one operand. */
  public static Unary unary(UnaryOperator operator, Expr operand) {
    return new Unary(operator, operand, Span.NONE);
  }

  /** Returns an operation with two operands. */
  public static Binary binary(BinaryOperator operator, Expr left, Expr right) {
    return new Binary(operator, left, right, Span.NONE);
  }

  /** Returns {@code left + right}. */
  public static Binary add(Expr left, Expr right) {
    return binary(BinaryOperator.ADD, left, right);
  }

  /** Returns {@code left - right}. */
  public static Binary sub(Expr left, Expr right) {
    return binary(BinaryOperator.SUB, left, right);
  }

  /** Returns {@code left * right}. */
  public static Binary mul(Expr left, Expr right) {
    return binary(BinaryOperator.MUL, left, right);
  }

  /** Returns {@code left / right}. */
  public static Binary div(Expr left, Expr right) {
    return binary(BinaryOperator.DIV, left, right);
  }

  /** Returns {@code left % right}. */
  public static Binary rem(Expr left, Expr right) {
    return binary(BinaryOperator.REM, left, right);
  }

  /** Returns {@code left == right}. */
  public static Binary eq(Expr left, Expr right) {
    return binary(BinaryOperator.EQ, left, right);
  }

  /** Returns {@code left != right}. */
  public static Binary ne(Expr left, Expr right) {
    return binary(BinaryOperator.NE, left, right);
  }

  /** Returns {@code left < right}. */
  public static Binary lt(Expr left, Expr right) {
    return binary(BinaryOperator.LT, left, right);
  }

  /** Returns {@code left <= right}. */
  public static Binary le(Expr left, Expr right) {
    return binary(BinaryOperator.LE, left, right);
  }

  /** Returns {@code left > right}. */
  public static Binary gt(Expr left, Expr right) {
    return binary(BinaryOperator.GT, left, right);
  }

  /** Returns {@code left >= right}. */
  public static Binary ge(Expr left, Expr right) {
    return binary(BinaryOperator.GE, left, right);
  }

  /** Returns {@code left and right}. */
  public static Binary and(Expr left, Expr right) {
    return binary(BinaryOperator.LOGICAL_AND, left, right);
  }

  /** Returns {@code left or right}. */
  public static Binary or(Expr left, Expr right) {
    return binary(BinaryOperator.LOGICAL_OR, left, right);
  }

  /** Returns {@code not operand}. */
  public static Unary not(Expr operand) {
    return unary(UnaryOperator.NOT, operand);
  }

  /** Returns {@code -operand}. */
  public static Unary neg(Expr operand) {
    return unary(UnaryOperator.NEG, operand);
  }

  /** Returns a mathematical function applied. */
  public static Intrinsic intrinsic(IntrinsicFunction function, Expr... arguments) {
    return new Intrinsic(
        function, Lists.immutable.of(requireNonNull(arguments, "arguments")), Span.NONE);
  }

  /** Returns a choice. */
  public static Conditional conditional(Expr condition, Expr then, Expr otherwise) {
    return new Conditional(condition, then, otherwise, Span.NONE);
  }

  /** Returns a conversion. */
  public static Convert convert(ScalarType type, Expr operand) {
    return new Convert(type, operand, Span.NONE);
  }

  /** Returns a load from a plain buffer. */
  public static Element element(Expr buffer, Expr index) {
    return new Element(buffer, index, Span.NONE);
  }

  /** Returns a reference out of an array of references. */
  public static ElementOf elementOf(Expr array, Expr index) {
    return new ElementOf(array, index, Span.NONE);
  }

  /** Returns the number of elements. */
  public static Length length(Expr operand) {
    return new Length(operand, Span.NONE);
  }

  /** Returns the part {@code buffer[start..<end]}. */
  public static Slice slice(Expr buffer, Expr start, Expr end) {
    return new Slice(buffer, start, end, false, Span.NONE);
  }

  /** Returns the part {@code buffer[start..end]}, with its end. */
  public static Slice sliceInclusive(Expr buffer, Expr start, Expr end) {
    return new Slice(buffer, start, end, true, Span.NONE);
  }

  /** Returns a field of a struct value. */
  public static FieldOf fieldOf(Expr struct, String field) {
    return new FieldOf(struct, field, Span.NONE);
  }

  /** Returns a new struct value. */
  public static MakeStruct makeStruct(StructType type, Expr... fields) {
    return new MakeStruct(type, Lists.immutable.of(requireNonNull(fields, "fields")), Span.NONE);
  }

  /** Returns a call of a pure function or extern. */
  public static CallExpr call(String callee, ElementType result, Expr... arguments) {
    requireNonNull(callee, "callee");
    requireNonNull(result, "result");
    return new CallExpr(
        callee, Lists.immutable.of(requireNonNull(arguments, "arguments")), result, Span.NONE);
  }

  /** Returns the number of errors of a region. */
  public static ErrorsOf errorsOf(String label) {
    return new ErrorsOf(label, Span.NONE);
  }

  /** Returns the code of a handled error. */
  public static ErrorCode errorCode(String error) {
    return new ErrorCode(error, Span.NONE);
  }

  /** Returns whether a handled error has a type. */
  public static ErrorIs errorIs(String error, String errorType) {
    return new ErrorIs(error, errorType, Span.NONE);
  }

  /** Returns the same expression at a place; its operands keep theirs. */
  public static Expr at(Span span, Expr expr) {
    requireNonNull(span, "span");
    requireNonNull(expr, "expr");
    return switch (expr) {
      case Literal e -> new Literal(e.type(), e.bits(), span);
      case Text e -> new Text(e.value(), span);
      case Ref e -> new Ref(e.name(), e.type(), span);
      case Unary e -> new Unary(e.operator(), e.operand(), span);
      case Binary e -> new Binary(e.operator(), e.left(), e.right(), span);
      case Intrinsic e -> new Intrinsic(e.function(), e.arguments(), span);
      case Conditional e -> new Conditional(e.condition(), e.then(), e.otherwise(), span);
      case Convert e -> new Convert(e.type(), e.operand(), span);
      case Element e -> new Element(e.buffer(), e.index(), span);
      case ElementOf e -> new ElementOf(e.array(), e.index(), span);
      case Length e -> new Length(e.operand(), span);
      case Slice e -> new Slice(e.buffer(), e.start(), e.end(), e.isInclusive(), span);
      case FieldOf e -> new FieldOf(e.struct(), e.field(), span);
      case MakeStruct e -> new MakeStruct(e.type(), e.fields(), span);
      case CallExpr e -> new CallExpr(e.callee(), e.arguments(), e.type(), span);
      case ErrorsOf e -> new ErrorsOf(e.label(), span);
      case ErrorCode e -> new ErrorCode(e.error(), span);
      case ErrorIs e -> new ErrorIs(e.error(), e.errorType(), span);
    };
  }
}
