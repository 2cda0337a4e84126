package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.linear.Interval;
import dev.luminar.model.Range;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.Convert;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.Slice;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known, at the place that is being lowered, about integers that serve as indices: what
 * they are as polynomials of names and lengths, and what they are certainly not below or above.
 * Buffers keep their length for life ({@code swap} takes only buffers of one length).
 */
final class IndexFacts {

  private static final int SHIFT_MAX = 31;

  /**
   * What an integer expression is.
   *
   * @param value its value, modulo 2^32 or 2^64 unless it is {@code exact}
   * @param exact whether the value was not wrapped
   * @param conditions polynomials that must not be negative for that to hold
   */
  record Form(Polynomial value, ScalarType type, boolean exact, List<Polynomial> conditions) {

    /** The conditions under which the value was not wrapped. */
    List<Polynomial> exactly() {
      Interval all = type == ScalarType.I32 ? Interval.I32 : Interval.I64;
      if (exact || value.values().isIn(all)) {
        return conditions;
      }
      List<Polynomial> more = new ArrayList<>(conditions);
      add(more, value.minus(Polynomial.constant(all.least())));
      add(more, Polynomial.constant(all.greatest()).minus(value));
      return more;
    }

    private static void add(List<Polynomial> conditions, @Nullable Polynomial condition) {
      // What cannot be said cannot be shown either.
      conditions.add(condition == null ? Polynomial.constant(-1) : condition);
    }

    Form plus(long more) {
      return new Form(value.plus(more), type, exact, conditions);
    }
  }

  private final Map<Binding, IndexSymbol> names = new IdentityHashMap<>();
  private final Map<Binding, IndexSymbol> lengths = new IdentityHashMap<>();
  private final Map<Local, IndexSymbol> locals = new IdentityHashMap<>();

  /** Names for good of what is computed from others, and lengths of parts of buffers. */
  private final Map<Binding, Form> lets = new IdentityHashMap<>();

  private final Map<Binding, Form> parts = new IdentityHashMap<>();

  /** What holds in the branches that are open. */
  final Assumptions assumptions = new Assumptions(this);

  /** Says whether a variable keeps its value where that matters. */
  private final Predicate<Binding> keeps;

  private int symbols;
  private int depth;

  IndexFacts(Predicate<Binding> keeps) {
    this.keeps = keeps;
  }

  // ---- symbols

  private IndexSymbol symbol(
      IndexSymbol.Kind kind, @Nullable Binding binding, @Nullable Local local, Interval values) {
    return new IndexSymbol(++symbols, kind, binding, local, values.least(), values.greatest());
  }

  private IndexSymbol name(Binding origin, Type type) {
    return names.computeIfAbsent(
        origin, o -> symbol(IndexSymbol.Kind.NAME, o, null, values((ScalarType) type)));
  }

  private IndexSymbol length(Binding origin) {
    return lengths.computeIfAbsent(
        origin, o -> symbol(IndexSymbol.Kind.LENGTH, o, null, Interval.LENGTHS));
  }

  /** What a local holds where a loop begins. */
  IndexSymbol local(Local local) {
    boolean isSmall = local.type().equals(PlanType.I32);
    return locals.computeIfAbsent(
        local, l -> symbol(IndexSymbol.Kind.LOCAL, null, l, isSmall ? Interval.I32 : Interval.I64));
  }

  private static Interval values(ScalarType type) {
    return type == ScalarType.I32 ? Interval.I32 : Interval.I64;
  }

  // ---- forms

  private static @Nullable Form form(
      @Nullable Polynomial value, Type type, boolean exact, List<Polynomial> conditions) {
    return value == null ? null : new Form(value, (ScalarType) type, exact, conditions);
  }

  static Form constant(long value) {
    return new Form(Polynomial.constant(value), ScalarType.I64, true, List.of());
  }

  /** What an integer expression is, or null. */
  @Nullable Form of(RoutineBuilder b, Expr expr) {
    if (!expr.type().isInteger()) {
      return null;
    }
    return switch (expr) {
      case Literal e -> form(Polynomial.constant(e.longValue()), e.type(), true, List.of());
      case Ref e -> reference(b, e);
      case Unary e when e.operator() == UnaryOperator.NEG -> {
        Form operand = of(b, e.operand());
        yield operand == null
            ? null
            : form(operand.value().negated(), e.type(), false, operand.conditions());
      }
      case Binary e -> binary(b, e);
      case Convert e -> convert(b, e);
      case Length e when e.operand().type() instanceof BufferType -> length(b, e.operand());
      case Element e -> unknown(e.type(), ValueRanges.stored(e));
      case FieldOf e -> unknown(e.type(), ValueRanges.stored(e));
      default -> null;
    };
  }

  /** A value of which only the range is known, or null if that is the whole type. */
  private @Nullable Form unknown(Type type, @Nullable Interval range) {
    if (range == null) {
      return null;
    }
    IndexSymbol symbol = symbol(IndexSymbol.Kind.LOCAL, null, null, range);
    // Like the index of a loop it is replaced by an end of its range.
    symbol.depth = Math.max(1, depth);
    symbol.lowers.add(exact(Polynomial.constant(range.least())));
    symbol.uppers.add(exact(Polynomial.constant(range.greatest())));
    return form(Polynomial.of(symbol), type, true, List.of());
  }

  /** A value that was not wrapped. */
  static Form exact(Polynomial value) {
    return new Form(value, ScalarType.I64, true, List.of());
  }

  private @Nullable Form reference(RoutineBuilder b, Ref ref) {
    Binding origin = b.lookup(ref.name()).origin();
    Form let = lets.get(origin);
    if (let != null) {
      return let;
    }
    return keeps.test(origin)
        ? form(Polynomial.of(name(origin, ref.type())), ref.type(), true, List.of())
        : null;
  }

  private @Nullable Form binary(RoutineBuilder b, Binary e) {
    Form left = of(b, e.left());
    Form right = of(b, e.right());
    Interval range = ValueRanges.of(e.operator(), e.type(), left, right);
    if (range != null) {
      return unknown(e.type(), range);
    }
    if (left == null || right == null) {
      return null;
    }
    Polynomial value =
        switch (e.operator()) {
          case ADD -> left.value().plus(right.value());
          case SUB -> left.value().minus(right.value());
          case MUL -> left.value().times(right.value());
          case SHL -> shifted(left.value(), right.value());
          default -> null;
        };
    List<Polynomial> conditions = new ArrayList<>(left.conditions());
    conditions.addAll(right.conditions());
    return form(value, e.type(), false, conditions);
  }

  private static @Nullable Polynomial shifted(Polynomial value, Polynomial count) {
    long by = count.isConstant() ? count.constant().longValue() : -1;
    return by < 0 || by >= SHIFT_MAX ? null : value.times(Polynomial.constant(1L << by));
  }

  private @Nullable Form convert(RoutineBuilder b, Convert e) {
    Form operand = of(b, e.operand());
    if (operand == null || operand.type() == e.type()) {
      return operand;
    }
    return e.type() == ScalarType.I64
        ? widened(operand)
        : form(operand.value(), e.type(), false, operand.conditions());
  }

  private static Form widened(Form form) {
    return form.type() == ScalarType.I64
        ? form
        : new Form(form.value(), ScalarType.I64, true, form.exactly());
  }

  /** An index, a bound or a length as i64. */
  @Nullable Form index(RoutineBuilder b, Expr expr) {
    Form form = of(b, expr);
    return form == null ? null : widened(form);
  }

  /** The length of a buffer, or null. */
  @Nullable Form length(RoutineBuilder b, Expr buffer) {
    return switch (buffer) {
      case Ref e -> {
        Binding origin = b.lookup(e.name()).origin();
        Form part = parts.get(origin);
        yield part != null
            ? part
            : form(Polynomial.of(length(origin)), ScalarType.I64, true, List.of());
      }
      case Slice e -> {
        Form start = index(b, e.start());
        Form end = behind(b, e);
        Polynomial length = start == null || end == null ? null : end.value().minus(start.value());
        if (length == null) {
          yield null;
        }
        List<Polynomial> conditions = new ArrayList<>(start.conditions());
        conditions.addAll(end.conditions());
        yield form(length, ScalarType.I64, false, conditions);
      }
      default -> null;
    };
  }

  private @Nullable Form behind(RoutineBuilder b, Slice slice) {
    Form end = index(b, slice.end());
    return end == null || !slice.isInclusive()
        ? end
        : form(end.value().plus(1), ScalarType.I64, false, end.conditions());
  }

  // ---- what must hold

  /** What must not be negative for an index to be one of a buffer's; null if that is unknown. */
  @Nullable List<Polynomial> inBuffer(RoutineBuilder b, Expr buffer, Expr index) {
    Form at = index(b, index);
    Form length = at == null ? null : length(b, buffer);
    if (at == null || length == null) {
      return null;
    }
    List<Polynomial> needed = new ArrayList<>(at.conditions());
    needed.addAll(length.exactly());
    needed.add(at.value());
    Polynomial room = length.value().minus(at.value());
    if (room == null) {
      return null;
    }
    needed.add(room.plus(-1));
    return needed;
  }

  /** The same for a slice to lie in its buffer. */
  @Nullable List<Polynomial> inBuffer(RoutineBuilder b, Slice slice) {
    Form start = index(b, slice.start());
    Form end = start == null ? null : behind(b, slice);
    Form length = end == null ? null : length(b, slice.buffer());
    if (start == null || end == null || length == null) {
      return null;
    }
    List<Polynomial> needed = new ArrayList<>(start.conditions());
    needed.addAll(end.conditions());
    needed.addAll(length.exactly());
    needed.add(start.value());
    Polynomial size = end.value().minus(start.value());
    Polynomial room = length.value().minus(end.value());
    if (size == null || room == null) {
      return null;
    }
    needed.add(size);
    needed.add(room);
    return needed;
  }

  // ---- what is noted

  /** Notes what {@code name}, bound to {@code value} for good, is. */
  void noteLet(RoutineBuilder b, Binding name, Expr value) {
    if (value.type() instanceof BufferType) {
      Form length = length(b, value);
      if (length != null) {
        parts.put(name.origin(), length);
      }
    } else {
      Form form = of(b, value);
      // What may have wrapped is a name of its own, save in a loop, in front of which it is not.
      if (form != null && (depth > 0 || form.exactly().isEmpty())) {
        lets.put(name.origin(), form);
      }
    }
  }

  /** Notes what a variable is until {@link #noteAssigned}, the index that a loop counts itself. */
  void noteCounter(Binding variable, IndexSymbol symbol, ScalarType type) {
    noteComputed(variable, Polynomial.of(symbol), type);
  }

  /** Notes that a variable has another value from here on. */
  void noteAssigned(Binding variable) {
    lets.remove(variable.origin());
  }

  /** Notes how many elements own storage has. */
  void noteStorage(RoutineBuilder b, Binding name, Expr length) {
    Form form = index(b, length);
    if (form != null) {
      parts.put(name.origin(), form);
    }
  }

  /** Notes that {@code index} is something that lowering computes. */
  void noteComputed(Binding index, Polynomial value, ScalarType type) {
    // A value of a range is what the mathematical sum is (docs/semantics.md, section 3).
    lets.put(index.origin(), new Form(value, type, true, List.of()));
  }

  /** Opens a loop; what is noted of indices from here to {@link #leave} is of loops inside. */
  void enter() {
    depth++;
  }

  void leave() {
    depth--;
  }

  int depth() {
    return depth;
  }

  /** Notes what the range of the innermost loop says about its index. */
  IndexSymbol noteIndex(RoutineBuilder outside, Binding index, Range range) {
    IndexSymbol symbol = name(index.origin(), range.type());
    long step = range.step().map(s -> s instanceof Literal l ? l.longValue() : 0L).orElse(1L);
    if (step > 0) {
      bounds(outside, range.start(), IntrinsicFunction.MAX, symbol.lowers, 0);
      bounds(
          outside, range.end(), IntrinsicFunction.MIN, symbol.uppers, range.isInclusive() ? 0 : -1);
    } else if (step < 0) {
      bounds(outside, range.start(), IntrinsicFunction.MIN, symbol.uppers, 0);
      bounds(
          outside, range.end(), IntrinsicFunction.MAX, symbol.lowers, range.isInclusive() ? 0 : 1);
    }
    bounded(symbol);
    return symbol;
  }

  /** Notes further bounds of an index; they are exact. */
  void noteBounds(IndexSymbol symbol, Polynomial lower, @Nullable Polynomial upper) {
    noteBound(symbol.lowers, lower);
    if (upper != null) {
      noteBound(symbol.uppers, upper);
    }
    bounded(symbol);
  }

  /** Names of the source come first where nothing speaks against them. */
  private static void noteBound(List<Form> bounds, Polynomial value) {
    boolean isKnown = bounds.stream().anyMatch(bound -> bound.conditions().isEmpty());
    bounds.add(isKnown ? 0 : bounds.size(), exact(value));
  }

  /** The number of the turn of the innermost loop, from 0 to below {@code turns}. */
  IndexSymbol turn(Polynomial turns) {
    IndexSymbol symbol = symbol(IndexSymbol.Kind.LOCAL, null, null, Interval.LENGTHS);
    noteBounds(symbol, Polynomial.ZERO, turns.plus(-1));
    return symbol;
  }

  /** The value of a variable that the innermost loop counts itself. */
  IndexSymbol counter(ScalarType type) {
    IndexSymbol symbol = symbol(IndexSymbol.Kind.LOCAL, null, null, values(type));
    symbol.depth = depth;
    return symbol;
  }

  private void bounded(IndexSymbol symbol) {
    symbol.depth = depth;
    for (Form lower : symbol.lowers) {
      if (lower.conditions().isEmpty()) {
        symbol.least = symbol.least.max(lower.value().least());
      }
    }
    for (Form upper : symbol.uppers) {
      if (upper.conditions().isEmpty()) {
        symbol.greatest = symbol.greatest.min(upper.value().greatest());
      }
    }
  }

  /** The bounds that an end of a range is; both operands of {@code max} are lower bounds. */
  private void bounds(
      RoutineBuilder b, Expr end, IntrinsicFunction both, List<Form> into, long more) {
    if (end instanceof Intrinsic choice && choice.function() == both) {
      choice.arguments().each(argument -> bounds(b, argument, both, into, more));
      return;
    }
    Form form = index(b, end);
    if (form != null) {
      into.add(new Form(form.value(), ScalarType.I64, true, form.exactly()).plus(more));
    }
  }
}
