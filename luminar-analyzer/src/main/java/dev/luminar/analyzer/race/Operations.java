package dev.luminar.analyzer.race;

import dev.luminar.analyzer.race.Definition.Alternative;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes operations on integers that are no polynomials: divisions, remainders, bits, and
 * choices. What it cannot describe exactly stays an operation, which can still be evaluated.
 */
final class Operations {
  private final IndexForms forms;
  private final Symbols symbols;
  private final Conditions conditions;

  Operations(IndexForms forms, Symbols symbols) {
    this.forms = forms;
    this.symbols = symbols;
    conditions = new Conditions(forms);
  }

  /** The values that an element of a type can have. */
  static long[] bounds(ScalarType element) {
    return switch (element) {
      case I8 -> new long[] {Byte.MIN_VALUE, Byte.MAX_VALUE};
      case U8 -> new long[] {0, 255};
      case I16 -> new long[] {Short.MIN_VALUE, Short.MAX_VALUE};
      case U16 -> new long[] {0, 65_535};
      case I32 -> new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE};
      default -> new long[] {Long.MIN_VALUE, Long.MAX_VALUE};
    };
  }

  private Poly symbol(Definition definition) {
    return Poly.symbol(symbols.of(definition));
  }

  private Poly floor(Poly of, long by) {
    return by == 1 ? of : symbol(new Definition.Floor(of, by));
  }

  private @Nullable Poly rest(Poly of, long by) {
    return by == 1 ? Poly.ZERO : symbol(new Definition.Rest(of, by));
  }

  private Poly choice(List<Alternative> alternatives, Poly... operands) {
    return symbol(new Definition.Choice(List.copyOf(alternatives), List.of(operands)));
  }

  /** A shift by a constant is a product. */
  @Nullable Poly shiftedUp(Poly left, IndexForms.Form by, boolean isNarrow) {
    if (!by.poly().isConstant()) {
      return null;
    }
    long count = by.poly().constant() & (isNarrow ? 31 : 63);
    return count > 61 ? null : left.times(1L << count);
  }

  /** An operation whose operands are known. */
  @Nullable Poly of(Binary e, Poly left, Poly right) {
    boolean isNarrow = e.type() == ScalarType.I32;
    Poly found = right.isConstant() ? byConstant(e, left, right.constant(), isNarrow) : null;
    if (found == null && left.isConstant() && isSymmetric(e.operator())) {
      found = byConstant(e, right, left.constant(), isNarrow);
    }
    if (found == null && !right.isConstant()) {
      found =
          switch (e.operator()) {
            case REM -> remainder(left, right);
            case DIV -> symbol(new Definition.Quotient(left, right));
            default -> null;
          };
    }
    return found == null
        ? symbol(new Definition.Operation(e.operator(), left, right, isNarrow))
        : found;
  }

  private static boolean isSymmetric(BinaryOperator operator) {
    return operator == BinaryOperator.AND
        || operator == BinaryOperator.OR
        || operator == BinaryOperator.XOR;
  }

  private @Nullable Poly byConstant(Binary e, Poly left, long by, boolean isNarrow) {
    return switch (e.operator()) {
      case DIV -> by == 0 || by == Long.MIN_VALUE ? null : quotient(left, by);
      case REM -> by == 0 || by == Long.MIN_VALUE ? null : remainder(left, Math.abs(by));
      case SHR -> {
        long count = by & (isNarrow ? 31 : 63);
        yield count > 61 ? null : floor(left, 1L << count);
      }
      case AND -> masked(left, by);
      case OR -> isMask(by) ? rounded(left, by + 1, by) : null;
      case XOR -> by == 1 ? flipped(left) : null;
      default -> null;
    };
  }

  /** Whether a number is a row of ones, of which the lowest is the last. */
  private static boolean isMask(long by) {
    return by > 0 && by < 1L << 61 && (by & by + 1) == 0;
  }

  private @Nullable Poly masked(Poly left, long by) {
    if (isMask(by)) {
      return rest(left, by + 1);
    }
    return isMask(~by) ? rounded(left, ~by + 1, 0) : null;
  }

  /** The multiple of {@code by} at or below a value, and something added. */
  private @Nullable Poly rounded(Poly left, long by, long added) {
    Poly multiple = floor(left, by).times(by);
    return multiple == null ? null : multiple.plus(added);
  }

  /** The even neighbour of an odd number, and the odd one of an even number. */
  private @Nullable Poly flipped(Poly left) {
    Poly four = floor(left, 2).times(4);
    return four == null ? null : four.minus(left.plus(-1));
  }

  /** Rounded towards zero. */
  private @Nullable Poly quotient(Poly left, long by) {
    long size = Math.abs(by);
    Poly below = left.negated().plus(-1);
    if (below == null) {
      return null;
    }
    Poly up = floor(left, size);
    Poly down = floor(left.negated(), size).negated();
    return choice(
        List.of(
            new Alternative(List.of(left), by > 0 ? up : up.negated()),
            new Alternative(List.of(below), by > 0 ? down : down.negated())),
        left);
  }

  /** With the sign of the left operand. */
  private @Nullable Poly remainder(Poly left, long size) {
    Poly below = left.negated().plus(-1);
    Poly up = rest(left, size);
    Poly down = rest(left.negated(), size);
    return below == null || up == null || down == null
        ? null
        : choice(
            List.of(
                new Alternative(List.of(left), up),
                new Alternative(List.of(below), down.negated())),
            left);
  }

  /** By something that is not constant: the value is known but for a multiple of that. */
  private @Nullable Poly remainder(Poly left, Poly by) {
    Poly multiple = by.times(symbol(new Definition.Quotient(left, by)));
    Poly value = multiple == null ? null : left.minus(multiple);
    return value == null ? null : choice(List.of(new Alternative(List.of(), value)), left);
  }

  /** {@code if c then a else b}. */
  @Nullable Poly choice(Conditional e) {
    Poly then = forms.exact(e.then());
    Poly otherwise = forms.exact(e.otherwise());
    if (then == null || otherwise == null) {
      return null;
    }
    List<Alternative> alternatives = new ArrayList<>();
    conditions.of(e.condition(), true).forEach(c -> alternatives.add(new Alternative(c, then)));
    conditions
        .of(e.condition(), false)
        .forEach(c -> alternatives.add(new Alternative(c, otherwise)));
    return choice(alternatives, then, otherwise);
  }

  /** {@code min}, {@code max} and {@code abs}. */
  @Nullable Poly function(Intrinsic e) {
    Poly left = forms.exact(e.arguments().get(0));
    Poly right =
        e.function() == IntrinsicFunction.ABS
            ? left == null ? null : left.negated()
            : e.arguments().size() == 2 ? forms.exact(e.arguments().get(1)) : null;
    Poly gap = left == null || right == null ? null : left.minus(right);
    if (gap == null) {
      return null;
    }
    boolean isMost = e.function() != IntrinsicFunction.MIN;
    return switch (e.function()) {
      case MIN, MAX, ABS ->
          choice(
              List.of(
                  new Alternative(List.of(gap), isMost ? left : right),
                  new Alternative(List.of(gap.negated()), isMost ? right : left)),
              left,
              right);
      default -> null;
    };
  }
}
