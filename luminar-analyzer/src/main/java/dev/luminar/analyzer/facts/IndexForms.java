package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.model.Range;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import java.util.HashMap;
import java.util.Map;
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
  private final Symbols symbols = new Symbols();
  private final Map<Declaration, Form> lets = new HashMap<>();
  private final Map<Declaration, View> views = new HashMap<>();

  /** For each let of a buffer the name that it was made from. */
  private final Map<Declaration, Declaration> bases = new HashMap<>();

  IndexForms(FunctionWalk walk) {
    this.walk = walk;
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
    symbols.define(index, span(range));
  }

  private Symbols.@Nullable Span span(Range range) {
    Form start = of(range.start());
    Form end = of(range.end());
    long step = stepOf(range);
    if (start == null || end == null || start.mayWrap() || end.mayWrap() || step == 0) {
      return null;
    }
    Poly one = Poly.constant(range.isInclusive() ? 0 : Long.signum(step));
    Poly last = one == null ? null : end.poly().minus(one);
    if (last == null) {
      return null;
    }
    return step > 0 ? new Symbols.Span(start.poly(), last) : new Symbols.Span(last, start.poly());
  }

  /** The step of a range, 0 if it is not constant. */
  static long stepOf(Range range) {
    if (range.step().isEmpty()) {
      return 1;
    }
    return range.step().get() instanceof Literal step ? step.longValue() : 0;
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
      case Binary e when e.type().isInteger() -> binary(e);
      case Convert e when e.type() == ScalarType.I64 && e.operand().type().isInteger() -> {
        Form operand = of(e.operand());
        yield operand == null || operand.mayWrap() ? null : operand;
      }
      case Convert e when e.type() == e.operand().type() -> of(e.operand());
      case Length e -> length(e);
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
        yield known == null ? new Form(Poly.symbol(symbols.of(found)), false) : known;
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
          default -> null;
        };
    return form(poly, e.type() == ScalarType.I32 && (poly == null || !poly.isConstant()));
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
    Form start = of(e.start());
    Form end = of(e.end());
    boolean isKnown = start != null && !start.mayWrap() && whole.offset() != null;
    Poly offset = isKnown ? whole.offset().plus(start.poly()) : null;
    Poly length = null;
    if (start != null && end != null && !start.mayWrap() && !end.mayWrap()) {
      Poly one = Poly.constant(e.isInclusive() ? 1 : 0);
      Poly last = one == null ? null : end.poly().plus(one);
      length = last == null ? null : last.minus(start.poly());
    }
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
