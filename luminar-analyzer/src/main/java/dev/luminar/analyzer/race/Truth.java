package dev.luminar.analyzer.race;

import dev.luminar.model.expr.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A condition as it can be asked for known values: in arithmetic that wraps, as the program
 * computes it. What {@link Held} says in whole numbers may be less.
 */
sealed interface Truth {
  /** A comparison of two integers. */
  record Compare(BinaryOperator operator, Poly left, Poly right) implements Truth {
    private @Nullable Boolean compared(ToLongFunction<Poly> values) {
      try {
        int order = Long.compare(values.applyAsLong(left), values.applyAsLong(right));
        return switch (operator) {
          case EQ -> order == 0;
          case NE -> order != 0;
          case LT -> order < 0;
          case LE -> order <= 0;
          case GT -> order > 0;
          case GE -> order >= 0;
          default -> null;
        };
      } catch (Trial.Stuck e) {
        return null;
      }
    }
  }

  /** The opposite. */
  record Not(Truth of) implements Truth {}

  /** Both hold. */
  record Both(Truth left, Truth right) implements Truth {}

  /** A condition outside of the region: where it has no value here, the region was reached. */
  record Around(Truth of) implements Truth {}

  /** A range has a value, so that the body of its loop runs. */
  record Turn(Truth of) implements Truth {}

  /** A truth that is known. */
  record Fixed(boolean isTrue) implements Truth {}

  /** Something that has no value before the program runs. */
  record Open() implements Truth {}

  Truth OPEN = new Open();

  /** One of two holds. */
  static Truth either(Truth left, Truth right) {
    return new Not(new Both(new Not(left), new Not(right)));
  }

  /**
   * Whether it is so; null if that cannot be told.
   *
   * @param values gives polynomials their values, and throws {@link Trial.Stuck} where it cannot
   */
  default @Nullable Boolean ask(ToLongFunction<Poly> values) {
    return switch (this) {
      case Compare c -> c.compared(values);
      case Not not -> {
        Boolean of = not.of().ask(values);
        yield of == null ? null : !of;
      }
      case Both both -> {
        Boolean left = both.left().ask(values);
        Boolean right = Boolean.FALSE.equals(left) ? left : both.right().ask(values);
        yield Boolean.FALSE.equals(right) || left != null ? right : null;
      }
      case Around around -> !Boolean.FALSE.equals(around.of().ask(values));
      case Turn turn -> turn.of().ask(values);
      case Fixed fixed -> fixed.isTrue();
      case Open open -> null;
    };
  }

  /** Hands over the polynomials that are compared. */
  default void polys(Consumer<Poly> sink) {
    switch (this) {
      case Compare c -> {
        sink.accept(c.left());
        sink.accept(c.right());
      }
      case Not not -> not.of().polys(sink);
      case Both both -> {
        both.left().polys(sink);
        both.right().polys(sink);
      }
      case Around around -> around.of().polys(sink);
      case Turn turn -> turn.of().polys(sink);
      case Fixed fixed -> {}
      case Open open -> {}
    }
  }
}
