package dev.luminar.testkit.random;

import dev.luminar.diag.Span;
import dev.luminar.model.Parameter;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.MakeStruct;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.testkit.random.Place.Lent;
import dev.luminar.testkit.random.Place.Named;
import dev.luminar.testkit.random.Place.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes expressions. */
final class GenerateExpr {
  private static final List<ScalarType> NUMBERS =
      List.of(ScalarType.I32, ScalarType.I64, ScalarType.F32, ScalarType.F64);
  private static final List<BinaryOperator> COMPARISONS =
      Arrays.stream(BinaryOperator.values()).filter(BinaryOperator::isComparison).toList();
  private static final List<BinaryOperator> BITS =
      List.of(
          BinaryOperator.AND,
          BinaryOperator.OR,
          BinaryOperator.XOR,
          BinaryOperator.SHL,
          BinaryOperator.SHR,
          BinaryOperator.USHR);
  private static final List<BinaryOperator> RING =
      List.of(BinaryOperator.ADD, BinaryOperator.SUB, BinaryOperator.MUL);
  private static final List<IntrinsicFunction> EXACT =
      Arrays.stream(IntrinsicFunction.values())
          .filter(f -> f.isExact() && f.takes(ScalarType.F64))
          .toList();
  private static final List<String> ERRORS =
      List.of("bad", "parse error", "late", "index_out_of_range", "division_by_zero");
  private static final long CALLS_MAX = 2_000;

  private final Choices choices;
  private final Constants constants;
  private final List<Callee> callees;

  GenerateExpr(Choices choices, List<Callee> callees) {
    this.choices = choices;
    this.constants = new Constants(choices);
    this.callees = callees;
  }

  Constants constants() {
    return constants;
  }

  /** An expression of a type that values have. */
  Expr of(ElementType type, Place place, int depth) {
    return switch (type) {
      case StructType struct -> struct(struct, place, depth);
      case ScalarType scalar ->
          depth <= 0 || choices.percent(15) ? leaf(scalar, place) : inner(scalar, place, depth);
    };
  }

  private Expr leaf(ScalarType type, Place place) {
    List<Named> named = place.valuesOf(type);
    if (!named.isEmpty() && choices.percent(80)) {
      return ref(choices.of(named));
    }
    List<Named> numbers =
        place.values.stream()
            .filter(v -> v.type instanceof ScalarType s && s != ScalarType.BOOL && s != type)
            .toList();
    if (named.isEmpty() && !numbers.isEmpty() && choices.percent(60)) {
      return of(type, choices.of(numbers));
    }
    if (!place.errors.isEmpty() && choices.percent(30)) {
      if (type == ScalarType.I64) {
        return Exprs.errorCode(choices.of(place.errors).name());
      }
      if (type == ScalarType.BOOL) {
        return Exprs.errorIs(choices.of(place.errors).name(), choices.of(ERRORS));
      }
    }
    if (type == ScalarType.I64 && choices.percent(20)) {
      if (!place.labels.isEmpty() && choices.percent(40)) {
        return Exprs.errorsOf(choices.of(place.labels));
      }
      if (!place.buffers.isEmpty()) {
        return Exprs.length(ref(choices.of(place.buffers)));
      }
    }
    Optional<Expr> field = choices.percent(40) ? field(type, place) : Optional.empty();
    return field.orElseGet(() -> constants.literal(type));
  }

  /** A value of a type that depends on one of another. */
  private Expr of(ScalarType type, Named number) {
    return type == ScalarType.BOOL
        ? Exprs.binary(
            choices.of(COMPARISONS), ref(number), constants.literal((ScalarType) number.type))
        : Exprs.convert(type, ref(number));
  }

  private Optional<Expr> field(ScalarType type, Place place) {
    List<Expr> fields = new ArrayList<>();
    for (Named value : place.values) {
      if (value.type instanceof StructType struct) {
        for (StructField f : struct.fields()) {
          if (f.type().loaded() == type) {
            fields.add(Exprs.fieldOf(ref(value), f.name()));
          }
        }
      }
    }
    return fields.isEmpty() ? Optional.empty() : Optional.of(choices.of(fields));
  }

  static Expr ref(Named value) {
    return Exprs.ref(value.name, value.type);
  }

  static Expr ref(Lent buffer) {
    return Exprs.ref(buffer.name, buffer.type);
  }

  private Expr inner(ScalarType type, Place place, int depth) {
    Optional<Expr> special =
        switch (choices.weighted(62, 10, 20, 8)) {
          case 1 -> Optional.of(choice(type, place, depth));
          case 2 -> element(type, place, depth - 1);
          case 3 -> call(type, place, depth - 1);
          default -> Optional.empty();
        };
    return special.orElseGet(() ->
        switch (type) {
          case BOOL -> condition(place, depth);
          case I32, I64 -> integer(type, place, depth);
          default -> real(type, place, depth);
        });
  }

  private Expr choice(ElementType type, Place place, int depth) {
    return Exprs.conditional(
        of(ScalarType.BOOL, place, depth - 1),
        of(type, place, depth - 1),
        of(type, place, depth - 1));
  }

  private Expr condition(Place place, int depth) {
    switch (choices.weighted(60, 12, 12, 10, 6)) {
      case 0 -> {
        ScalarType type = choices.of(NUMBERS);
        return binary(choices.of(COMPARISONS), type, place, depth);
      }
      case 1 -> {
        return binary(BinaryOperator.LOGICAL_AND, ScalarType.BOOL, place, depth);
      }
      case 2 -> {
        return binary(BinaryOperator.LOGICAL_OR, ScalarType.BOOL, place, depth);
      }
      case 3 -> {
        return Exprs.not(of(ScalarType.BOOL, place, depth - 1));
      }
      default -> {
        BinaryOperator operator = choices.of(BinaryOperator.EQ, BinaryOperator.NE);
        return binary(operator, ScalarType.BOOL, place, depth);
      }
    }
  }

  private Expr binary(BinaryOperator operator, ScalarType type, Place place, int depth) {
    return Exprs.binary(operator, of(type, place, depth - 1), of(type, place, depth - 1));
  }

  private Expr integer(ScalarType type, Place place, int depth) {
    switch (choices.weighted(40, 20, 12, 8, 8, 12)) {
      case 0 -> {
        return binary(choices.of(RING), type, place, depth);
      }
      case 1 -> {
        return binary(choices.of(BITS), type, place, depth);
      }
      case 2 -> {
        return divided(type, place, depth);
      }
      case 3 -> {
        UnaryOperator operator = choices.of(UnaryOperator.NEG, UnaryOperator.COMPLEMENT);
        return Exprs.unary(operator, of(type, place, depth - 1));
      }
      case 4 -> {
        return extreme(type, place, depth);
      }
      default -> {
        ScalarType from =
            choices.of(
                ScalarType.BOOL, ScalarType.I32, ScalarType.I64, ScalarType.F32, ScalarType.F64);
        return Exprs.convert(type, of(from, place, depth - 1));
      }
    }
  }

  private Expr extreme(ScalarType type, Place place, int depth) {
    IntrinsicFunction function =
        choices.of(IntrinsicFunction.ABS, IntrinsicFunction.MIN, IntrinsicFunction.MAX);
    return intrinsic(function, type, place, depth);
  }

  private Expr intrinsic(IntrinsicFunction function, ScalarType type, Place place, int depth) {
    Expr[] arguments = new Expr[function.arity()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = of(type, place, depth - 1);
    }
    return Exprs.intrinsic(function, arguments);
  }

  /** Mostly by what is not zero, and where nothing may fail by a constant. */
  private Expr divided(ScalarType type, Place place, int depth) {
    BinaryOperator operator = choices.of(BinaryOperator.DIV, BinaryOperator.REM);
    Expr dividend = of(type, place, depth - 1);
    if (!place.isSafe && choices.percent(12)) {
      return Exprs.binary(operator, dividend, of(type, place, depth - 1));
    }
    long fixed = choices.of(-1L, 2L, 3L, 7L, 8L, -5L, 1000L, 1L << 20, (long) Integer.MIN_VALUE);
    return Exprs.binary(
        operator,
        dividend,
        place.isSafe || choices.percent(50)
            ? Constants.small(type, fixed)
            : Exprs.binary(
                BinaryOperator.OR, of(type, place, depth - 1), Constants.small(type, 1)));
  }

  private Expr real(ScalarType type, Place place, int depth) {
    switch (choices.weighted(50, 25, 6, 19)) {
      case 0 -> {
        BinaryOperator operator =
            choices.percent(75)
                ? choices.of(RING)
                : choices.of(BinaryOperator.DIV, BinaryOperator.REM);
        return binary(operator, type, place, depth);
      }
      case 1 -> {
        return intrinsic(choices.of(EXACT), type, place, depth);
      }
      case 2 -> {
        return Exprs.neg(of(type, place, depth - 1));
      }
      default -> {
        return Exprs.convert(type, of(choices.of(NUMBERS), place, depth - 1));
      }
    }
  }

  private Expr struct(StructType type, Place place, int depth) {
    List<Named> named = place.valuesOf(type);
    if (!named.isEmpty() && (depth <= 0 || choices.percent(45))) {
      return ref(choices.of(named));
    }
    if (depth > 0) {
      Optional<Expr> special =
          switch (choices.weighted(60, 10, 20, 10)) {
            case 1 -> Optional.of(choice(type, place, depth));
            case 2 -> element(type, place, depth - 1);
            case 3 -> call(type, place, depth - 1);
            default -> Optional.empty();
          };
      if (special.isPresent()) {
        return special.get();
      }
    }
    return new MakeStruct(
        type, type.fields().collect(f -> of(f.type().loaded(), place, depth - 1)), Span.NONE);
  }

  /** A load of an element whose value has the type. */
  private Optional<Expr> element(ElementType type, Place place, int depth) {
    List<Lent> fitting =
        place.buffers.stream()
            .filter(b -> !b.type.isAtomic() && loaded(b.type).equals(type))
            .filter(b -> place.owns(b) || place.roles.get(b).kind() != Role.Kind.NONE)
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Lent buffer = choices.of(fitting);
    return index(buffer, place, depth).map(index -> Exprs.element(ref(buffer), index));
  }

  static ElementType loaded(BufferType type) {
    return type.element() instanceof ScalarType scalar ? scalar.loaded() : type.element();
  }

  /** An index of an element that the place may touch. */
  Optional<Expr> index(Lent buffer, Place place, int depth) {
    Role role = place.roles.get(buffer);
    if (role != null && role.kind() == Role.Kind.OWN) {
      boolean isIn = role.width() > 0 || (!place.isSafe && choices.percent(10));
      return isIn ? Optional.of(role.index().get()) : Optional.empty();
    }
    if (role != null && role.kind() == Role.Kind.ROW) {
      if (place.isSafe) {
        return Optional.empty();
      }
      return Optional.of(Exprs.add(role.row().get(), within(role.width(), place)));
    }
    List<Named> over = place.values.stream().filter(v -> v.over == buffer).toList();
    if (place.isSafe) {
      return over.isEmpty() ? Optional.empty() : Optional.of(ref(choices.of(over)));
    }
    if (!over.isEmpty() && choices.percent(60)) {
      return Optional.of(near(choices.of(over)));
    }
    if (buffer.length <= 0 || choices.percent(3)) {
      return Optional.of(of(choices.of(ScalarType.I32, ScalarType.I64), place, depth));
    }
    return Optional.of(
        switch (choices.weighted(40, 25, 35, 12)) {
          case 0 -> within(buffer.length, place);
          case 3 -> affine(buffer, place);
          case 1 -> Constants.small(choices.of(ScalarType.I32, ScalarType.I64), last(buffer));
          default -> masked(Long.highestOneBit(buffer.length) - 1, place, depth);
        });
  }

  /** A multiple of the index of a loop, moved; where the loop is short it lies in the buffer. */
  private Expr affine(Lent buffer, Place place) {
    List<Named> indices = place.values.stream().filter(v -> v.isIndex() && v.bound > 0).toList();
    if (indices.isEmpty()) {
      return within(buffer.length, place);
    }
    Named index = choices.of(indices);
    ScalarType type = (ScalarType) index.type;
    long most = Math.max(1, buffer.length / index.bound);
    Expr scaled = Exprs.mul(ref(index), Constants.small(type, choices.between(1, (int) most)));
    return choices.percent(50)
        ? scaled
        : Exprs.add(scaled, Constants.small(type, choices.between(0, 2)));
  }

  /** The index of a loop over the buffer, or one that lies near it. */
  private Expr near(Named index) {
    int reach = choices.percent(4) ? 1 : 0;
    int offset = choices.between(-index.below - reach, index.above + reach);
    if (offset == 0) {
      return ref(index);
    }
    return offset < 0 && choices.percent(80)
        ? Exprs.sub(ref(index), Exprs.i64(-offset))
        : Exprs.add(ref(index), Exprs.i64(offset));
  }

  private long last(Lent buffer) {
    return choices.below((int) Math.min(buffer.length, Integer.MAX_VALUE));
  }

  /** An i64 of 0 to most, where most is one less than a power of two. */
  Expr masked(long most, Place place, int depth) {
    return Exprs.binary(
        BinaryOperator.AND, of(ScalarType.I64, place, depth), Exprs.i64(Math.max(0, most)));
  }

  /** A condition that holds now and then: mostly for some of the iterations around. */
  Expr seldom(Place place) {
    List<Named> indices =
        place.values.stream()
            .filter(v -> v.type instanceof ScalarType s && s.isInteger() && v.isIndex())
            .toList();
    if (indices.isEmpty() || choices.percent(20)) {
      return Exprs.eq(masked(7, place, 2), Exprs.i64(choices.between(0, 7)));
    }
    Named index = choices.of(indices);
    ScalarType type = (ScalarType) index.type;
    long most = choices.of(1L, 3L, 3L, 7L);
    return Exprs.eq(
        Exprs.binary(BinaryOperator.AND, ref(index), Constants.small(type, most)),
        Constants.small(type, choices.between(0, (int) most)));
  }

  /** An i64 from 0 on and below a bound: the index of a loop, or what is left of a division. */
  Expr within(long bound, Place place) {
    List<Named> bounded =
        place.values.stream()
            .filter(v -> v.type == ScalarType.I64 && v.bound > 0 && v.bound <= bound)
            .toList();
    if (!bounded.isEmpty() && choices.percent(80)) {
      return ref(choices.of(bounded));
    }
    if (choices.percent(50)) {
      return Exprs.i64(choices.below((int) Math.min(bound, 1 << 20)));
    }
    Expr any = of(ScalarType.I64, place, 1);
    return Exprs.intrinsic(
        IntrinsicFunction.ABS, Exprs.binary(BinaryOperator.REM, any, Exprs.i64(bound)));
  }

  /** A call in an expression, of a function that returns the type. */
  private Optional<Expr> call(ElementType type, Place place, int depth) {
    List<Callee> fitting =
        callees.stream()
            .filter(c -> c.isPure() && c.returns(type) && (c.isSafe() || !place.isSafe))
            .filter(c -> c.cost() * place.repeats <= CALLS_MAX)
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Callee callee = choices.of(fitting);
    return arguments(callee, place, depth)
        .map(given -> Exprs.call(callee.name(), type, given.toArray(Expr[]::new)));
  }

  /** Arguments for a call; buffers that the callee may only read. */
  Optional<List<Expr>> arguments(Callee callee, Place place, int depth) {
    List<Expr> given = new ArrayList<>();
    for (Parameter parameter : callee.function().parameters()) {
      if (parameter.type() instanceof BufferType buffer) {
        Optional<Expr> argument = buffer(buffer, place, callee.isPure(), depth);
        if (argument.isEmpty()) {
          return Optional.empty();
        }
        given.add(argument.get());
      } else if (given.isEmpty() && callee.isRecursive()) {
        given.add(choices.percent(2) ? Exprs.i64(choices.between(900, 1100)) : masked(7, place, 1));
      } else {
        given.add(of((ElementType) parameter.type(), place, depth));
      }
    }
    return Optional.of(given);
  }

  /** A buffer of a type, or a part of one. */
  private Optional<Expr> buffer(BufferType type, Place place, boolean isRead, int depth) {
    List<Lent> fitting =
        place.buffers.stream()
            .filter(b -> b.type.equals(type))
            .filter(b -> isRead ? place.reads(b) : place.owns(b) && b.isWritable)
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Lent buffer = choices.of(fitting);
    return Optional.of(
        place.isSafe || choices.percent(70) ? ref(buffer) : slice(buffer, place, depth));
  }

  /** A part of a buffer; it mostly lies in it. */
  Expr slice(Lent buffer, Place place, int depth) {
    if (buffer.length < 2 || choices.percent(5)) {
      Expr end = choices.percent(80) ? Exprs.length(ref(buffer)) : of(ScalarType.I64, place, 1);
      return Exprs.slice(ref(buffer), Exprs.i64(0), end);
    }
    int start = choices.below((int) Math.min(buffer.length, 1000));
    Expr from =
        choices.percent(70)
            ? Exprs.i64(start)
            : masked(Long.highestOneBit(buffer.length) - 1, place, depth);
    if (choices.percent(60)) {
      return Exprs.slice(ref(buffer), from, Exprs.length(ref(buffer)));
    }
    long end = choices.between(start, (int) Math.min(buffer.length - 1, 1000));
    return Exprs.sliceInclusive(ref(buffer), Exprs.i64(start), Exprs.i64(end));
  }

  /** A type that a value may have. */
  ElementType valueType(List<StructType> structs) {
    return !structs.isEmpty() && choices.percent(15) ? choices.of(structs) : scalarType();
  }

  ScalarType scalarType() {
    return choices.of(
        ScalarType.BOOL,
        ScalarType.I32,
        ScalarType.I32,
        ScalarType.I64,
        ScalarType.I64,
        ScalarType.I64,
        ScalarType.F32,
        ScalarType.F64,
        ScalarType.F64);
  }
}
