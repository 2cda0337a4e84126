package dev.luminar.analyzer.race;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.model.For;
import dev.luminar.model.Parallel;
import dev.luminar.model.Range;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the expressions of indices and slices into polynomials over the names of a function. */
final class IndexForms {
  /**
   * What an integer expression is.
   *
   * @param poly its value
   * @param mayWrap whether it was computed in i32, so that it is the polynomial modulo 2^32 only
   */
  record Form(Poly poly, boolean mayWrap) {}

  /**
   * What a buffer expression is: a part of a buffer.
   *
   * @param root the parameter or the declared buffer
   * @param base the name in the expression
   * @param offset where the part begins, null if that is not known
   * @param length how long it is, null if that is not known
   */
  record View(Declaration root, Declaration base, @Nullable Poly offset, @Nullable Poly length) {}

  private final FunctionWalk walk;
  private final SharedWrites written;
  private final Symbols symbols = new Symbols();
  private final Operations operations;
  private final Map<Declaration, Form> lets = new HashMap<>();
  private final Map<Declaration, View> views = new HashMap<>();

  /** The lets whose value comes from a buffer. */
  private final Set<Declaration> loaded = new HashSet<>();

  /** For each let of a buffer the name that it was made from. */
  private final Map<Declaration, Declaration> bases = new HashMap<>();

  IndexForms(FunctionWalk walk, SharedWrites written) {
    this.walk = walk;
    this.written = written;
    operations = new Operations(this, symbols);
  }

  Symbols symbols() {
    return symbols;
  }

  /** Takes note of a declared name; must be called where it is declared. */
  void declared(Declaration declaration) {
    Expr value = declaration.value();
    if (value == null) {
      return;
    }
    if (declaration.type().isInteger()) {
      Form form = of(value);
      if (form != null) {
        lets.put(declaration, form);
        boolean isLoaded =
            symbols.reachable(List.of(form.poly())).stream()
                .anyMatch(symbol -> symbols.definition(symbol) instanceof Definition.Load);
        if (isLoaded) {
          loaded.add(declaration);
        }
      }
    } else if (declaration.type() instanceof BufferType) {
      View view = view(value);
      if (view != null) {
        views.put(declaration, view);
        bases.put(declaration, view.base());
      }
    }
  }

  /** Takes note of the range of an index. */
  void ranged(Declaration index, Range range) {
    symbols.define(index, loop(range));
  }

  /** Polynomials that are not negative here, since the ranges of all loops around have a value. */
  List<Poly> turns() {
    List<Poly> found = new ArrayList<>();
    for (Enclosing around : walk.enclosing()) {
      String index =
          switch (around.statement()) {
            case For s -> s.index();
            case Parallel s -> s.index();
            case null -> null;
            default -> null;
          };
      Declaration declaration = index == null ? null : walk.find(index);
      boolean isRange =
          declaration != null
              && symbols.definition(symbols.of(declaration)) instanceof Definition.Index;
      if (isRange) {
        Poly width = width((Definition.Index) symbols.definition(symbols.of(declaration)));
        if (width != null) {
          found.add(width);
        }
      }
    }
    return found;
  }

  /** How far apart the ends of a range are, where these do not wrap. */
  private @Nullable Poly width(Definition.Index index) {
    Definition.Loop loop = index.loop();
    var intervals = new Intervals(symbols, new Magnitudes(symbols), List.of());
    boolean isWhole = loop != null && intervals.areWhole(loop);
    return isWhole ? loop.greatest().minus(loop.least()) : null;
  }

  private Definition.@Nullable Loop loop(Range range) {
    Poly start = exact(range.start());
    Poly end = exact(range.end());
    long step = stepOf(range);
    Poly stride = range.step().isEmpty() ? Poly.constant(1) : exact(range.step().orElseThrow());
    if (start == null || end == null) {
      return null;
    }
    // Whoever needs the last value asks for a constant step.
    Poly last = range.isInclusive() ? end : end.plus(-Long.signum(step));
    return last == null ? null : new Definition.Loop(start, end, last, step, stride);
  }

  /** The step of a range, 0 if it is not constant. */
  static long stepOf(Range range) {
    if (range.step().isEmpty()) {
      return 1;
    }
    return range.step().get() instanceof Literal step ? step.longValue() : 0;
  }

  /** The value of an integer expression as it is, also where it was computed in i32; or null. */
  @Nullable Poly exact(Expr expr) {
    Form form = of(expr);
    return form == null ? null : exact(form);
  }

  Poly exact(Form form) {
    return form.mayWrap()
        ? Poly.symbol(symbols.of(new Definition.Narrow(form.poly())))
        : form.poly();
  }

  /** The polynomial of an integer expression, or null. */
  @Nullable Form of(Expr expr) {
    return switch (expr) {
      case Literal e when e.type().isInteger() -> form(Poly.constant(e.longValue()), false);
      case Ref e -> reference(e);
      case Unary e when e.operator() == UnaryOperator.NEG && e.type().isInteger() -> {
        Form operand = of(e.operand());
        yield operand == null ? null : form(operand.poly().negated(), e.type() == ScalarType.I32);
      }
      case Unary e when e.operator() == UnaryOperator.COMPLEMENT -> {
        Form operand = of(e.operand());
        yield operand == null ? null : form(operand.poly().negated().plus(-1), operand.mayWrap());
      }
      case Binary e when e.type().isInteger() -> binary(e);
      case Convert e when e.type() == ScalarType.I64 && e.operand().type().isInteger() ->
          form(exact(e.operand()), false);
      case Convert e when e.type() == ScalarType.I32 && e.operand().type() == ScalarType.I64 -> {
        Form operand = of(e.operand());
        yield operand == null ? null : form(operand.poly(), !operand.poly().isConstant());
      }
      case Convert e when e.type() == e.operand().type() -> of(e.operand());
      case Length e -> length(e);
      case Element e when e.type().isInteger() -> load(e);
      case Conditional e when e.type().isInteger() -> form(operations.choice(e), false);
      case Intrinsic e when e.type().isInteger() -> form(operations.function(e), false);
      default -> null;
    };
  }

  private static @Nullable Form form(@Nullable Poly poly, boolean mayWrap) {
    return poly == null ? null : new Form(poly, mayWrap);
  }

  private @Nullable Form reference(Ref ref) {
    Declaration found = walk.find(ref.name());
    if (found == null || !ref.type().isInteger()) {
      return null;
    }
    return switch (found.kind()) {
      case LET -> {
        Form known = lets.get(found);
        // What was read from a buffer outside of the task may have been overwritten there since.
        boolean isStale = loaded.contains(found) && found.taskDepth() < walk.taskDepth();
        yield known == null || isStale ? new Form(Poly.symbol(symbols.of(found)), false) : known;
      }
      // A task sees the value that an outer variable had when it started; its own may change.
      case VARIABLE ->
          found.taskDepth() < walk.taskDepth()
              ? new Form(Poly.symbol(symbols.of(found)), false)
              : null;
      case PARAMETER, INDEX, ITEM, RESULT, REDUCED ->
          new Form(Poly.symbol(symbols.of(found)), false);
      default -> null;
    };
  }

  private @Nullable Form binary(Binary e) {
    Form left = of(e.left());
    Form right = left == null ? null : of(e.right());
    if (left == null || right == null) {
      return null;
    }
    Poly poly =
        switch (e.operator()) {
          case ADD -> left.poly().plus(right.poly());
          case SUB -> left.poly().minus(right.poly());
          case MUL -> left.poly().times(right.poly());
          case SHL -> operations.shiftedUp(left.poly(), right, e.type() == ScalarType.I32);
          default -> null;
        };
    if (poly != null) {
      return form(poly, e.type() == ScalarType.I32 && !poly.isConstant());
    }
    return form(operations.of(e, exact(left), exact(right)), false);
  }

  private @Nullable Form load(Element e) {
    View view = view(e.buffer());
    Poly index = exact(e.index());
    if (view == null
        || index == null
        || view.offset() == null
        || !(e.buffer().type() instanceof BufferType type)
        || !(type.element() instanceof ScalarType element)
        || view.root().taskDepth() >= walk.taskDepth()
        || written.changes(view.root(), view.base())) {
      return null;
    }
    Poly at = view.offset().plus(index);
    long[] bounds = Operations.bounds(element);
    return at == null
        ? null
        : new Form(
            Poly.symbol(symbols.of(new Definition.Load(view.root(), at, bounds[0], bounds[1]))),
            false);
  }

  private @Nullable Form length(Length e) {
    View view = e.operand().type() instanceof BufferType ? view(e.operand()) : null;
    return view == null ? null : form(view.length(), false);
  }

  /** The part of a buffer that an expression stands for, or null. */
  @Nullable View view(Expr expr) {
    return switch (expr) {
      case Ref e -> {
        Declaration found = walk.find(e.name());
        if (found == null) {
          yield null;
        }
        View known = views.get(found);
        if (known != null) {
          yield new View(known.root(), found, known.offset(), known.length());
        }
        Poly length = Poly.symbol(symbols.lengthOf(found));
        yield found.kind() == Declaration.Kind.LET
            ? null
            : new View(found, found, Poly.ZERO, length);
      }
      case Slice e -> slice(e);
      default -> null;
    };
  }

  private @Nullable View slice(Slice e) {
    View whole = view(e.buffer());
    if (whole == null) {
      return null;
    }
    Poly start = exact(e.start());
    Poly end = exact(e.end());
    Poly offset = start == null || whole.offset() == null ? null : whole.offset().plus(start);
    Poly last = end == null ? null : end.plus(e.isInclusive() ? 1 : 0);
    Poly length = last == null ? null : last.minus(start);
    return new View(whole.root(), whole.base(), offset, length);
  }

  /** The name outside of a region that a view inside is a part of: the last one up to a number. */
  Declaration outside(Declaration base, int lastOutside) {
    Declaration at = base;
    Declaration next = bases.get(at);
    while (at.number() > lastOutside && next != null) {
      at = next;
      next = bases.get(at);
    }
    return at;
  }

  /** The part that a name stands for. */
  View viewOf(Declaration name) {
    View known = views.get(name);
    return known == null
        ? new View(name, name, Poly.ZERO, Poly.symbol(symbols.lengthOf(name)))
        : known;
  }
}
