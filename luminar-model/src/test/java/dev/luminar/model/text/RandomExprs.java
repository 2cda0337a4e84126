package dev.luminar.model.text;

import dev.luminar.diag.Span;
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
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.MakeStruct;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.Slice;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ErrorType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StringType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Makes well-typed expressions of a wanted type over the names in scope. */
final class RandomExprs {
  static final ScalarType[] SCALARS = {
    ScalarType.BOOL, ScalarType.I32, ScalarType.I64, ScalarType.F32, ScalarType.F64
  };
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e10,
    1e-10,
    0.1,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    16777217
  };

  /** A callable of the program. */
  record Callee(String name, List<Type> parameters, Optional<Type> result) {}

  final Random random;
  final List<Callee> callees = new ArrayList<>();
  final List<StructType> structs = new ArrayList<>();
  List<Ref> scope = new ArrayList<>();

  RandomExprs(Random random) {
    this.random = random;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  ElementType value() {
    return !structs.isEmpty() && chance(5) ? pick(structs) : pick(SCALARS);
  }

  ScalarType integer() {
    return chance(2) ? ScalarType.I32 : ScalarType.I64;
  }

  List<Ref> visible(Predicate<Type> type) {
    return scope.stream().filter(ref -> type.test(ref.type())).toList();
  }

  Expr integerExpr(int depth) {
    return expr(integer(), depth);
  }

  Expr expr(Type type, int depth) {
    if (depth > 0 && !chance(4)) {
      Expr composite = composite(type, depth - 1);
      if (composite != null) {
        return composite;
      }
    }
    List<Ref> names = visible(type::equals);
    if (!names.isEmpty() && (!chance(3) || !(type instanceof ElementType))) {
      return pick(names);
    }
    return switch (type) {
      case ScalarType scalar -> literal(scalar);
      case StructType struct -> makeStruct(struct, 0);
      default -> throw new IllegalStateException("nothing of the type " + type);
    };
  }

  Literal literal(ScalarType type) {
    return switch (type) {
      case BOOL -> Exprs.bool(random.nextBoolean());
      case I32 ->
          Exprs.i32(
              chance(3)
                  ? random.nextInt()
                  : chance(8) ? Integer.MIN_VALUE : random.nextInt(-3, 10));
      case I64 ->
          Exprs.i64(
              chance(3) ? random.nextLong() : chance(8) ? Long.MIN_VALUE : random.nextInt(-3, 10));
      case F32 ->
          Exprs.f32(
              chance(2)
                  ? Float.intBitsToFloat(random.nextInt())
                  : (float) SPECIAL[random.nextInt(SPECIAL.length)]);
      case F64 ->
          Exprs.f64(
              chance(2)
                  ? Double.longBitsToDouble(random.nextLong())
                  : SPECIAL[random.nextInt(SPECIAL.length)]);
      default -> throw new IllegalStateException("no literal of the type " + type);
    };
  }

  private Expr composite(Type type, int depth) {
    if (type instanceof BufferType) {
      List<Ref> buffers = visible(type::equals);
      ScalarType index = integer();
      return buffers.isEmpty()
          ? null
          : new Slice(
              pick(buffers),
              expr(index, depth),
              expr(index, depth),
              random.nextBoolean(),
              Span.NONE);
    }
    if (type.isReference()) {
      List<Ref> arrays = visible(new ArrayType(type)::equals);
      return arrays.isEmpty() ? null : new ElementOf(pick(arrays), integerExpr(depth), Span.NONE);
    }
    if (!(type instanceof ElementType element)) {
      return null;
    }
    return switch (random.nextInt(6)) {
      case 0 ->
          new Conditional(
              expr(ScalarType.BOOL, depth), expr(type, depth), expr(type, depth), Span.NONE);
      case 1 -> call(element, depth);
      case 2 -> load(element, depth);
      default ->
          element instanceof StructType struct
              ? makeStruct(struct, depth)
              : scalar((ScalarType) element, depth);
    };
  }

  private Expr load(ElementType type, int depth) {
    List<Ref> buffers =
        visible(t ->
            t instanceof BufferType buffer
                && !buffer.isAtomic()
                && buffer.element().loaded().equals(type));
    if (!buffers.isEmpty()) {
      Ref buffer = pick(buffers);
      return new Element(
          chance(4) ? expr(buffer.type(), 1) : buffer, integerExpr(depth), Span.NONE);
    }
    for (StructType struct : structs) {
      ImmutableList<StructField> fields =
          struct.fields().select(field -> field.type().loaded() == type);
      if (fields.notEmpty()) {
        return new FieldOf(
            expr(struct, depth), fields.get(random.nextInt(fields.size())).name(), Span.NONE);
      }
    }
    return null;
  }

  private Expr call(ElementType type, int depth) {
    List<Callee> fitting =
        callees.stream()
            .filter(callee -> callee.result().isPresent() && callee.result().get().equals(type))
            .toList();
    if (fitting.isEmpty()) {
      return null;
    }
    Callee callee = pick(fitting);
    ImmutableList<Expr> arguments = arguments(callee, depth);
    return arguments == null ? null : new CallExpr(callee.name(), arguments, type, Span.NONE);
  }

  /** Arguments for a callee; null where the scope has nothing of a type. */
  ImmutableList<Expr> arguments(Callee callee, int depth) {
    List<Expr> arguments = new ArrayList<>();
    for (Type parameter : callee.parameters()) {
      if (parameter instanceof StringType) {
        arguments.add(Exprs.text(new RandomNames(random).next()));
      } else if (parameter instanceof ElementType || !visible(parameter::equals).isEmpty()) {
        arguments.add(expr(parameter, depth));
      } else {
        return null;
      }
    }
    return Lists.immutable.withAll(arguments);
  }

  private Expr makeStruct(StructType struct, int depth) {
    return new MakeStruct(
        struct, struct.fields().collect(field -> expr(field.type().loaded(), depth)), Span.NONE);
  }

  private Expr scalar(ScalarType type, int depth) {
    if (chance(5)) {
      return special(type, depth);
    }
    if (type == ScalarType.BOOL) {
      if (chance(3)) {
        ScalarType operands = pick(SCALARS);
        BinaryOperator[] comparisons =
            operands == ScalarType.BOOL
                ? new BinaryOperator[] {BinaryOperator.EQ, BinaryOperator.NE}
                : new BinaryOperator[] {
                  BinaryOperator.EQ,
                  BinaryOperator.NE,
                  BinaryOperator.LT,
                  BinaryOperator.LE,
                  BinaryOperator.GT,
                  BinaryOperator.GE
                };
        return Exprs.binary(pick(comparisons), expr(operands, depth), expr(operands, depth));
      }
      return chance(3)
          ? Exprs.not(expr(type, depth))
          : Exprs.binary(
              chance(2) ? BinaryOperator.LOGICAL_AND : BinaryOperator.LOGICAL_OR,
              expr(type, depth),
              expr(type, depth));
    }
    if (chance(4)) {
      UnaryOperator operator =
          type.isInteger() && chance(2) ? UnaryOperator.COMPLEMENT : UnaryOperator.NEG;
      return new Unary(operator, expr(type, depth), Span.NONE);
    }
    List<BinaryOperator> operators =
        Arrays.stream(BinaryOperator.values())
            .filter(operator -> ExprPrinter.isSameTyped(operator) && operator.takes(type))
            .toList();
    return new Binary(pick(operators), expr(type, depth), expr(type, depth), Span.NONE);
  }

  private Expr special(ScalarType type, int depth) {
    if (type == ScalarType.BOOL) {
      List<Ref> errors = visible(ErrorType.ERROR::equals);
      return errors.isEmpty()
          ? null
          : new ErrorIs(pick(errors).name(), new RandomNames(random).next(), Span.NONE);
    }
    if (chance(2)) {
      List<IntrinsicFunction> functions =
          Arrays.stream(IntrinsicFunction.values())
              .filter(function -> function.takes(type))
              .toList();
      IntrinsicFunction function = pick(functions);
      Expr[] arguments = new Expr[function.arity()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = expr(type, depth);
      }
      return new Intrinsic(function, Lists.immutable.of(arguments), Span.NONE);
    }
    if (type == ScalarType.I64 && chance(2)) {
      List<Ref> errors = visible(ErrorType.ERROR::equals);
      List<Ref> lengths = visible(t -> t instanceof BufferType || t instanceof ArrayType);
      if (!errors.isEmpty() && chance(2)) {
        return new ErrorCode(pick(errors).name(), Span.NONE);
      }
      return lengths.isEmpty()
          ? new ErrorsOf(new RandomNames(random).next(), Span.NONE)
          : new Length(pick(lengths), Span.NONE);
    }
    ScalarType from = pick(SCALARS);
    return from == ScalarType.BOOL && !type.isInteger()
        ? null
        : new Convert(type, expr(from, depth), Span.NONE);
  }
}
